import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { type AccessClaims, reachesLevel } from '#libs/contracts';
import { AssuranceTooLow, HttpConfig, pageOf, type Submission } from '#libs/service-kit';
import { IdempotentRequests } from '../idempotency/index.ts';
import { EVIDENCE_TYPES, type EvidenceType, type EvidenceTypes } from '../evidence-types/index.ts';
import { readSubject, SubjectPseudonyms } from '../subjects/index.ts';
import { PolicyStore } from '../policy/index.ts';
import { limitOf, type PageQueryDto } from '../page-query.dto.ts';
import type {
  ConsentDto,
  ConsentListDto,
  ConsentWithReceiptDto,
  NoticeDto,
  WithdrawalDto,
} from './consent-answer.dto.ts';
import { type ConsentReceipt, receiptFor } from './consent-receipt.rules.ts';
import type { ConsentRequestDto, NoticeQueryDto } from './consent-request.dto.ts';
import type { Consent } from './consent.entity.ts';
import { ConsentNotPossible, ConsentUnknown, NoticeMismatch } from './consent.errors.ts';
import {
  type ConsentOffer,
  type ConsentWish,
  isSeenAt,
  LEAST_TO_SEE_ALL,
  levelsSeenBy,
  maxDays,
  offerFor,
  stateAt,
  validityEnd,
} from './consent.rules.ts';
import { ConsentStore } from './consent.store.ts';
import { noticeOf, noticeText, retentionFor } from './notice.catalogue.ts';

/** 192 bits, above the 128 that an id which opens something must have. */
const ID_BYTES = 24;

/** Giving, seeing and withdrawing choices and consents; always by the person the token names. */
@Injectable()
export class ConsentService {
  constructor(
    @Inject(EVIDENCE_TYPES) private readonly types: EvidenceTypes,
    private readonly http: HttpConfig,
    private readonly policy: PolicyStore,
    private readonly pseudonyms: SubjectPseudonyms,
    private readonly consents: ConsentStore,
    private readonly requests: IdempotentRequests,
  ) {}

  /** The text to show, and what the citizen decides about. Throws ConsentNotPossible. */
  async notice(query: NoticeQueryDto): Promise<NoticeDto> {
    const offer = await this.offer(toWish(query));
    const { kind, fields, notice, minimumAcr } = offer;
    const { legalBasis } = notice;
    const text = noticeText(notice, query.locale ?? 'de');
    return { ...text, kind, legalBasis, fields, maxDays: maxDays[kind], minimumAcr };
  }

  /** @throws AssuranceTooLow, ConsentNotPossible, NoticeMismatch, RequestInvalid, IdempotencyKey{Reused,InUse} */
  async give(
    request: ConsentRequestDto,
    citizen: AccessClaims,
    submission: Submission,
  ): Promise<ConsentWithReceiptDto> {
    const once = this.requests.of(submission, citizen.sub, 'POST /v1/consents');
    const earlier = await once?.earlier();
    if (earlier !== undefined) return this.one(earlier, citizen);
    const offer = await this.offer(request);
    if (!reachesLevel(citizen.acr, offer.minimumAcr)) throw new AssuranceTooLow(offer.minimumAcr);
    if (offer.kind !== request.kind) {
      const detail = `The authority's grant rests on ${offer.kind}, so that is what can be given.`;
      throw new ConsentNotPossible('grant-missing', '/kind', detail);
    }
    const validUntil = validityEnd(offer.kind, request.validUntil, new Date());
    const shown = noticeOf(offer.notice, request.noticeSha256);
    if (shown === undefined) throw new NoticeMismatch();
    const consent = await this.consents.give(
      {
        id: randomBytes(ID_BYTES).toString('base64url'),
        citizen: citizen.sub,
        eventSubject: this.pseudonyms.inEvents('residents', citizen.sub),
        ...this.boundSubject(request, offer.type, citizen),
        kind: offer.kind,
        authority: request.authority,
        purpose: request.purpose,
        evidenceType: offer.type.id,
        fields: [...offer.fields],
        legalBasis: offer.grant.legalBasis,
        grantId: offer.grant.id,
        noticeSha256: shown.sha256,
        validUntil,
        maxUses: request.maxUses ?? null,
        clientId: citizen.clientId,
        acr: citizen.acr ?? null,
      },
      shown,
      once,
    );
    return this.withReceipt(consent);
  }

  /** Idempotent, at any level of assurance. Needs nothing but this database: no register, no Kafka. Throws ConsentUnknown. */
  async withdraw(id: string, citizen: AccessClaims): Promise<WithdrawalDto> {
    const found = await this.mine(id, citizen);
    const { record, closed } = await this.consents.withdraw(found);
    const since = record.stateChangedAt.toISOString();
    return { id, state: stateAt(record, new Date()), since, closed };
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
    const found = await this.consents.list(citizen.sub, { limit: limit + 1, after: query.after, levels });
    const { rows, ...next } = pageOf(found, limit, ({ id }) => id);
    return { consents: rows.map((each) => toDto(each)), ...next };
  }

  private async offer(wish: ConsentWish): Promise<ConsentOffer> {
    return offerFor(wish, { types: this.types, policy: await this.policy.upToDate(), nowMs: Date.now() });
  }

  private boundSubject(
    { subject }: ConsentRequestDto,
    type: EvidenceType,
    citizen: AccessClaims,
  ): Pick<Consent, 'subject' | 'subjectKind'> {
    if (type.register === 'residents') {
      if (subject === undefined) return { subject: citizen.sub, subjectKind: 'idnr' };
      throw unsuitable('This evidence is about yourself; leave the subject out.');
    }
    const read = readSubject(subject ?? {});
    if (!type.subjectKinds.includes(read.kind)) {
      throw unsuitable(`This evidence is asked for by ${type.subjectKinds.join(' or ')}.`);
    }
    return { subject: this.pseudonyms.of(read), subjectKind: read.kind };
  }

  private async mine(id: string, citizen: AccessClaims): Promise<Consent> {
    const found = await this.consents.find(id, citizen.sub);
    if (found === null) throw new ConsentUnknown();
    return found;
  }

  private async withReceipt(consent: Consent): Promise<ConsentWithReceiptDto> {
    const [notice, events] = await Promise.all([
      this.consents.notice(consent.noticeSha256),
      this.consents.events(consent.id),
    ]);
    const recipientName = this.policy.current.authorities.get(consent.authority)?.name ?? consent.authority;
    const type = this.types.get(consent.evidenceType);
    const context = {
      notice,
      events,
      recipientName,
      sourceRegister: type?.register ?? '',
      retention: type && retentionFor(type).period,
      publicUrl: this.http.publicUrl,
    };
    return toDto(consent, receiptFor(consent, context));
  }
}

const toWish = ({ authority, purpose, evidenceType, fields }: NoticeQueryDto): ConsentWish => ({
  authority,
  purpose,
  evidenceType,
  fields: fields?.split(','),
});

const unsuitable = (detail: string): ConsentNotPossible =>
  new ConsentNotPossible('subject-kind-unsuitable', '/subject', detail);

function toDto(consent: Consent): ConsentDto;
function toDto(consent: Consent, receipt: ConsentReceipt): ConsentWithReceiptDto;
function toDto(consent: Consent, receipt?: ConsentReceipt): ConsentDto {
  const { id, kind, authority, purpose, evidenceType, fields, noticeSha256 } = consent;
  return {
    id,
    state: stateAt(consent, new Date()),
    kind,
    authority,
    purpose,
    evidenceType,
    fields,
    validFrom: consent.validFrom.toISOString(),
    validUntil: consent.validUntil.toISOString(),
    ...(consent.maxUses !== null && { maxUses: consent.maxUses, uses: consent.uses }),
    ...(consent.supersedes !== null && { supersedes: consent.supersedes }),
    noticeSha256,
    ...(receipt && { receipt }),
  };
}
