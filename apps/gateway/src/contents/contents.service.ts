import { Inject, Injectable } from '@nestjs/common';
import { type AccessClaims, declarationOf, type RegisterName } from '#libs/contracts';
import { RequestInvalid } from '#libs/service-kit';
import { DisclosureStore, DisclosureUnknown } from '../disclosures/index.ts';
import { EVIDENCE_TYPES, type EvidenceTypes, ownDataOf, ownDataType } from '../evidence-types/index.ts';
import { type Quota, Quotas } from '../limits/index.ts';
import { DisclosureClient, newDecisionId, type UsableAnswer, withRegister } from '../lookups/index.ts';
import { Routes } from '../routing/index.ts';
import { readSubject, type Subject, SubjectForeign, SubjectPseudonyms } from '../subjects/index.ts';
import type { ContentDto, OwnDataRequestDto } from './content.dto.ts';
import { DisclosureEmpty } from './content.errors.ts';
import { ContentStore } from './content.store.ts';

/**
 * What a register disclosed about a person, and what it keeps about them now, for that person's session alone (OZG §10).
 * Each is a decision with a permit and a row in the register's log, and is kept nowhere.
 */
@Injectable()
export class ContentsService {
  constructor(
    @Inject(EVIDENCE_TYPES) private readonly types: EvidenceTypes,
    private readonly trail: DisclosureStore,
    private readonly decisions: ContentStore,
    private readonly disclosures: DisclosureClient,
    private readonly routes: Routes,
    private readonly pseudonyms: SubjectPseudonyms,
    private readonly quotas: Quotas,
  ) {}

  /**
   * As it was recorded then, under the locks of now.
   * @param counted told of the quota that it is taken from, also where there is no such entry
   * @throws DisclosureUnknown, DisclosureEmpty, QuotaExceeded, RegisterUnavailable
   */
  async content(
    lookupId: string,
    { sub, clientId }: AccessClaims,
    traceId: string,
    counted: (quota: Quota) => void,
  ): Promise<ContentDto> {
    const quota = this.quotas.ofPerson(sub, 'record');
    counted(quota);
    quota.take(Date.now());
    const row = await this.trail.own(lookupId, sub);
    if (row === undefined) throw new DisclosureUnknown();
    const { evidenceType, fields, authority, purpose, status, stage } = row;
    const type = this.types.get(evidenceType) ?? ownDataType(this.types, evidenceType);
    if (status !== 'EVIDENCE' || stage === 'CONTENT' || type === undefined) throw new DisclosureEmpty();
    const own = { id: newDecisionId(), clientId, citizen: sub, traceId };
    const decision = await this.decisions.decideContent(own, row.id);
    const recall = {
      decisionId: decision.id,
      recalls: row.id,
      citizen: sub,
      fields,
      evidenceType,
      authority: authority || OWN,
      purpose,
    };
    const keptAt = await this.routes.ofPerson(type.register, sub, decision.id);
    const answer = await this.disclosures.recall(type.register, recall, {
      decision,
      ...(keptAt && { keptAt }),
    });
    return toContent(answer, evidenceType, type.register);
  }

  /**
   * @param counted told of the quota that it is taken from
   * @throws RequestInvalid, QuotaExceeded, SubjectForeign, RegisterUnavailable
   */
  async ownData(
    { register, subject: named }: OwnDataRequestDto,
    { sub, clientId }: AccessClaims,
    traceId: string,
    counted: (quota: Quota) => void,
  ): Promise<ContentDto> {
    const subject = readSubject(named);
    refuseKind(register, subject);
    const quota = this.quotas.ofPerson(sub, subject.kind);
    counted(quota);
    quota.take(Date.now());
    const pseudonym = this.pseudonyms.of(subject);
    if (subject.kind === 'idnr' && pseudonym !== sub) throw new SubjectForeign();
    const { id: evidenceType, fields: titles } = ownDataOf(this.types, register);
    const fields = Object.keys(titles);
    const decision = await this.decisions.decideOwnData({
      id: newDecisionId(),
      clientId,
      citizen: sub,
      traceId,
      evidenceType,
      fields,
      subject: pseudonym,
    });
    const permit = {
      decisionId: decision.id,
      subjectKind: subject.kind,
      subject: subject.value,
      ...(subject.birthDate !== undefined && { birthDate: subject.birthDate }),
      citizen: sub,
      fields,
      evidenceType,
      authority: OWN,
      purpose: 'own-data',
      recipient: 'PERSON' as const,
    };
    const towards = await this.routes.of(register, { subject, pseudonym, asked: decision.id });
    const answer = await this.disclosures.disclose(register, permit, { decision, towards });
    if (answer.status === 'NO_EVIDENCE') quota.guessed(Date.now());
    return toContent(answer, evidenceType, register);
  }
}

/** In the register's log, where there is no authority. */
const OWN = 'person';

function toContent(answer: UsableAnswer, evidenceType: string, register: RegisterName): ContentDto {
  const { decisionId: lookupId, status } = answer;
  if (status === 'NO_EVIDENCE') return { lookupId, status, evidenceType };
  const { registerAuthority, evidence } = answer;
  const provenance = withRegister(answer.provenance, register);
  return { lookupId, status, evidenceType, registerAuthority, evidence, provenance };
}

/** @throws RequestInvalid */
function refuseKind(register: RegisterName, { kind }: Subject): void {
  const kinds = Object.keys(declarationOf(register).subjects);
  if (kinds.includes(kind)) return;
  const detail = `This register is asked by ${kinds.join(' or ')}.`;
  throw new RequestInvalid([{ pointer: '/subject', code: 'subject-kind-unsuitable', detail }]);
}
