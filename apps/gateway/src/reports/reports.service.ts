import { Inject, Injectable } from '@nestjs/common';
import { v7 } from 'uuid';
import { type AccessClaims, declarationOf, type RegisterName } from '#libs/contracts';
import { RequestInvalid } from '#libs/service-kit';
import {
  type DisclosureReportDto,
  DisclosureStore,
  DisclosureUnknown,
  type OwnDisclosure,
  toReport,
} from '../disclosures/index.ts';
import { EncryptionKeys, RecipientKeyMissing } from '../encryption-keys/index.ts';
import { EVIDENCE_TYPES, type EvidenceTypes, ownDataType } from '../evidence-types/index.ts';
import { actingFor, PolicyStore } from '../policy/index.ts';
import { SubjectPseudonyms } from '../subjects/index.ts';
import type { MakeReportDto } from './report.dto.ts';
import { ReportMade } from './report.errors.ts';
import { ReportStore } from './report.store.ts';

/** What it is, so that nobody takes another JWE for one. */
const TYP = 'report+jwe';

/** "I think this was wrong": to whoever can look into it. The words stay here until the recipient has them. */
@Injectable()
export class ReportsService {
  constructor(
    @Inject(EVIDENCE_TYPES) private readonly types: EvidenceTypes,
    private readonly disclosures: DisclosureStore,
    private readonly reports: ReportStore,
    private readonly policy: PolicyStore,
    private readonly keys: EncryptionKeys,
    private readonly pseudonyms: SubjectPseudonyms,
  ) {}

  /** The same again is answered alike. @throws DisclosureUnknown, also for what is hidden; RequestInvalid, ReportMade */
  async make(
    lookupId: string,
    { about, text }: MakeReportDto,
    { sub }: AccessClaims,
    fingerprint: string,
  ): Promise<DisclosureReportDto> {
    const row = await this.disclosures.own(lookupId, sub);
    if (row === undefined) throw new DisclosureUnknown();
    const recipient = about === 'VALUE' ? registerOf(row, this.types) : refuseOwn(row);
    const own = this.pseudonyms.ofRequest(fingerprint);
    const found =
      (await this.reports.ofRow(row.id, sub)) ??
      (await this.reports.add({
        ...(recipient
          ? { id: v7(), recipient, content: text, sealed: false }
          : await this.toOffice(row, text)),
        decisionId: row.id,
        citizen: sub,
        about,
        fingerprint: own,
      }));
    if (found.fingerprint !== own) throw new ReportMade();
    return toReport(found);
  }

  /** Encrypted where the authority has a key. */
  private async toOffice({ id: lookupId, authority }: OwnDisclosure, text: string) {
    const id = v7();
    const recipient = actingFor(await this.policy.upToDate(), authority);
    try {
      const content = await this.keys.seal(recipient, { reportId: id, lookupId, text }, TYP);
      return { id, recipient, content, sealed: true };
    } catch (error) {
      if (!(error instanceof RecipientKeyMissing)) throw error;
      return { id, recipient, content: text, sealed: false };
    }
  }
}

/** @throws RequestInvalid where no authority retrieved anything */
function refuseOwn({ stage }: OwnDisclosure): undefined {
  if (stage === 'LOOKUP' || stage === 'RELEASE') return undefined;
  const detail = 'It was shown to you alone.';
  throw unsuitable(detail);
}

/** @throws RequestInvalid where no register told anything, or its officers take no such cases */
function registerOf({ evidenceType, status, stage }: OwnDisclosure, types: EvidenceTypes): RegisterName {
  const type = types.get(evidenceType) ?? ownDataType(types, evidenceType);
  if (status !== 'EVIDENCE' || stage === 'CONTENT' || type === undefined)
    throw unsuitable('By this entry no register told anything. Report the one whose content you saw.');
  if (declarationOf(type.register).takesReports !== true)
    throw unsuitable('This register takes no reports yet. Turn to its office.');
  return type.register;
}

const unsuitable = (detail: string): RequestInvalid => RequestInvalid.at('/about', detail);
