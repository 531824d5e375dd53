import { Inject, Injectable } from '@nestjs/common';
import { type AccessClaims, declarationOf, reachesLevel } from '#libs/contracts';
import { AssuranceTooLow, HttpConfig, pageOf } from '#libs/service-kit';
import { toActing } from '../acting.dto.ts';
import { actingOf } from '../acting.rules.ts';
import { EVIDENCE_TYPES, type EvidenceTypes } from '../evidence-types/index.ts';
import { PolicyStore } from '../policy/index.ts';
import { limitOf, type PageQueryDto } from '../page-query.dto.ts';
import type {
  ConsentDto,
  ConsentListDto,
  ConsentWithReceiptDto,
  PauseDto,
  WithdrawalDto,
} from './consent-answer.dto.ts';
import { type ConsentReceipt, receiptFor } from './consent-receipt.rules.ts';
import type { Consent } from './consent.entity.ts';
import { ConsentClosed, ConsentUnknown } from './consent.errors.ts';
import { isSeenAt, LEAST_TO_SEE_ALL, levelsSeenBy, stateAt } from './consent.rules.ts';
import type { Paused } from './consent-changes.ts';
import { ConsentStore } from './consent.store.ts';
import { retentionFor } from './notice.catalogue.ts';

/** Seeing, pausing, resuming and withdrawing choices and consents; always by the person the token names. */
@Injectable()
export class ConsentService {
  constructor(
    @Inject(EVIDENCE_TYPES) private readonly types: EvidenceTypes,
    private readonly http: HttpConfig,
    private readonly policy: PolicyStore,
    private readonly consents: ConsentStore,
  ) {}

  /** Idempotent, at any level of assurance. Needs nothing but this database: no register, no Kafka. Throws ConsentUnknown. */
  async withdraw(id: string, citizen: AccessClaims): Promise<WithdrawalDto> {
    const found = await this.mine(id, citizen);
    const { record, closed } = await this.consents.withdraw(found, actingOf(citizen).by);
    const since = record.stateChangedAt.toISOString();
    return { id, state: stateAt(record, new Date()), since, closed };
  }

  /** Like withdrawing, but for a time: idempotent and at any level. @throws ConsentUnknown, ConsentClosed */
  async pause(id: string, citizen: AccessClaims): Promise<PauseDto> {
    return toPause(await this.consents.pause(await this.mine(id, citizen), actingOf(citizen).by));
  }

  /** Takes the level that giving takes. @throws ConsentUnknown, ConsentClosed, AssuranceTooLow */
  async resume(id: string, citizen: AccessClaims): Promise<PauseDto> {
    const found = await this.own(id, citizen);
    const minimumAcr = (await this.policy.upToDate()).minimumAcrs.get(found.purpose) ?? LEAST_TO_SEE_ALL;
    if (!reachesLevel(citizen.acr, minimumAcr)) throw new AssuranceTooLow(minimumAcr);
    return toPause(await this.consents.resume(found, actingOf(citizen).by));
  }

  /** @throws ConsentUnknown, AssuranceTooLow */
  async one(id: string, citizen: AccessClaims): Promise<ConsentWithReceiptDto> {
    const found = await this.mine(id, citizen);
    if (!isSeenAt(found, citizen.acr)) throw new AssuranceTooLow(LEAST_TO_SEE_ALL);
    return this.withReceipt(found);
  }

  async list(query: PageQueryDto, citizen: AccessClaims): Promise<ConsentListDto> {
    const limit = limitOf(query);
    const levels = levelsSeenBy(citizen.acr);
    const found = await this.consents.list(actingOf(citizen).for, {
      limit: limit + 1,
      after: query.after,
      levels,
    });
    const { rows, ...next } = pageOf(found, limit, ({ id }) => id);
    return { consents: rows.map((each) => toDto(each, this.titlesOf(each))), ...next };
  }

  /** Whose I am. @throws ConsentUnknown */
  async own(id: string, { sub }: AccessClaims): Promise<Consent> {
    const found = await this.consents.find(id, sub);
    if (found?.citizen !== sub) throw new ConsentUnknown();
    return found;
  }

  /** Also what I gave for another one, while it lasts. @throws ConsentUnknown */
  async mine(id: string, citizen: AccessClaims): Promise<Consent> {
    const found = await this.consents.find(id, actingOf(citizen).for);
    if (found === null) throw new ConsentUnknown();
    return found;
  }

  async withReceipt(consent: Consent): Promise<ConsentWithReceiptDto> {
    const [notice, events] = await Promise.all([
      this.consents.notice(consent.noticeSha256),
      this.consents.events(consent.id),
    ]);
    const recipient = this.policy.current.authorities.get(consent.authority);
    const type = this.types.get(consent.evidenceType);
    const context = {
      notice,
      events,
      acting: actingIn(consent),
      recipient: recipient ?? { name: consent.authority },
      source: type && { name: type.register, title: declarationOf(type.register).title },
      titles: type?.fields ?? {},
      purposeTitle: this.policy.current.purposes.get(consent.purpose),
      retention: type && retentionFor(type).period,
      publicUrl: this.http.publicUrl,
    };
    return toDto(consent, this.titlesOf(consent), receiptFor(consent, context));
  }

  /** What a person reads in place of ids. */
  private titlesOf({ authority, purpose, evidenceType }: Consent): Titles {
    const { authorities, purposes } = this.policy.current;
    const [recipient, purposeTitle] = [authorities.get(authority), purposes.get(purpose)];
    const type = this.types.get(evidenceType);
    return {
      ...(recipient && { authorityName: recipient.name }),
      ...(purposeTitle && { purposeTitle }),
      ...(type && { evidenceTypeTitle: type.title }),
    };
  }
}

type Titles = Pick<ConsentDto, 'authorityName' | 'purposeTitle' | 'evidenceTypeTitle'>;

const actingIn = ({ actingAs, actedBy, citizen, actedWith }: Consent) =>
  toActing({ as: actingAs, by: actedBy, for: citizen, with: actedWith });

function toPause({ record, changed }: Paused): PauseDto {
  if (record.state !== 'ACTIVE') throw new ConsentClosed();
  return { id: record.id, state: stateAt(record, new Date()), changed };
}

function toDto(consent: Consent, titles: Titles): ConsentDto;
function toDto(consent: Consent, titles: Titles, receipt: ConsentReceipt): ConsentWithReceiptDto;
function toDto(consent: Consent, titles: Titles, receipt?: ConsentReceipt): ConsentDto {
  const { id, kind, authority, purpose, evidenceType, fields, noticeSha256 } = consent;
  return {
    id,
    state: stateAt(consent, new Date()),
    kind,
    authority,
    purpose,
    evidenceType,
    fields,
    ...titles,
    validFrom: consent.validFrom.toISOString(),
    validUntil: consent.validUntil.toISOString(),
    ...(consent.maxUses !== null && { maxUses: consent.maxUses, uses: consent.uses }),
    ...(consent.minIntervalS !== null && { minIntervalS: consent.minIntervalS }),
    ...(consent.nextUseAt !== null && { nextUseAt: consent.nextUseAt.toISOString() }),
    ...(consent.supersedes !== null && { supersedes: consent.supersedes }),
    ...(consent.renews !== null && { renews: consent.renews }),
    noticeSha256,
    acting: actingIn(consent),
    ...(consent.jointly &&
      consent.actedWith === null &&
      consent.state === 'ACTIVE' && { awaitsSecond: true }),
    ...(receipt && { receipt }),
  };
}
