import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { type AccessClaims, reachesLevel } from '#libs/contracts';
import { AssuranceTooLow, type Submission } from '#libs/service-kit';
import { actingOf } from '../acting.rules.ts';
import { IdempotentRequests, type Once } from '../idempotency/index.ts';
import { EVIDENCE_TYPES, type EvidenceType, type EvidenceTypes } from '../evidence-types/index.ts';
import { readSubject, SubjectPseudonyms } from '../subjects/index.ts';
import { PolicyStore } from '../policy/index.ts';
import type { ConsentWithReceiptDto, NoticeDto } from './consent-answer.dto.ts';
import type { ConsentRequestDto, NoticeQueryDto, RenewalDto } from './consent-request.dto.ts';
import type { Consent } from './consent.entity.ts';
import { ConsentNotPossible, NoticeMismatch } from './consent.errors.ts';
import { type ConsentOffer, type ConsentWish, maxDays, offerFor, validityEnd } from './consent.rules.ts';
import { ConsentService } from './consent.service.ts';
import { ConsentStore } from './consent.store.ts';
import { noticeOf, noticeText } from './notice.catalogue.ts';

/** 192 bits, above the 128 that an id which opens something must have. */
const ID_BYTES = 24;

type BoundSubject = Pick<Consent, 'subject' | 'subjectKind'>;

interface Recording {
  readonly about: ConsentWish & Pick<Consent, 'kind'>;
  readonly once: Once | undefined;
  readonly renews?: string;
  readonly bound: (offer: ConsentOffer) => BoundSubject;
}

/** Giving choices and consents, and giving them anew. */
@Injectable()
export class ConsentGiving {
  constructor(
    @Inject(EVIDENCE_TYPES) private readonly types: EvidenceTypes,
    private readonly policy: PolicyStore,
    private readonly pseudonyms: SubjectPseudonyms,
    private readonly consents: ConsentStore,
    private readonly requests: IdempotentRequests,
    private readonly answers: ConsentService,
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
    if (earlier !== undefined) return this.answers.one(earlier, citizen);
    return this.record(request, citizen, {
      about: request,
      once,
      bound: ({ type }) => this.boundSubject(request, type, citizen),
    });
  }

  /**
   * A new record for what one of mine was about, with the text as it is today.
   * @throws as {@link give}, ConsentUnknown
   */
  async renew(
    id: string,
    request: RenewalDto,
    { citizen, submission }: { readonly citizen: AccessClaims; readonly submission: Submission },
  ): Promise<ConsentWithReceiptDto> {
    const once = this.requests.of(submission, citizen.sub, `POST /v1/consents/${id}/renewal`);
    const earlier = await once?.earlier();
    if (earlier !== undefined) return this.answers.one(earlier, citizen);
    const { subject, subjectKind, kind, authority, purpose, evidenceType, fields } = await this.answers.mine(
      id,
      citizen,
    );
    return this.record(request, citizen, {
      about: { kind, authority, purpose, evidenceType, fields },
      once,
      renews: id,
      bound: () => ({ subject, subjectKind }),
    });
  }

  private async record(
    request: RenewalDto,
    citizen: AccessClaims,
    { about, once, renews, bound }: Recording,
  ): Promise<ConsentWithReceiptDto> {
    const offer = await this.offer(about);
    if (!reachesLevel(citizen.acr, offer.minimumAcr)) throw new AssuranceTooLow(offer.minimumAcr);
    if (offer.kind !== about.kind) {
      const detail = `The authority's grant rests on ${offer.kind}, so that is what can be given.`;
      throw new ConsentNotPossible('grant-missing', '/kind', detail);
    }
    const validUntil = validityEnd(offer.kind, request.validUntil, new Date());
    const shown = noticeOf(offer.notice, request.noticeSha256);
    if (shown === undefined) throw new NoticeMismatch();
    const acting = actingOf(citizen);
    const consent = await this.consents.give(
      {
        id: randomBytes(ID_BYTES).toString('base64url'),
        citizen: acting.for,
        actedBy: acting.by,
        eventSubject: this.pseudonyms.inEvents('residents', acting.for),
        ...bound(offer),
        kind: offer.kind,
        authority: about.authority,
        purpose: about.purpose,
        evidenceType: offer.type.id,
        fields: [...offer.fields],
        legalBasis: offer.grant.legalBasis,
        grantId: offer.grant.id,
        noticeSha256: shown.sha256,
        validUntil,
        maxUses: request.maxUses ?? null,
        minIntervalS: request.minIntervalS ?? null,
        renews: renews ?? null,
        clientId: citizen.clientId,
        acr: citizen.acr ?? null,
      },
      shown,
      once,
    );
    return this.answers.withReceipt(consent);
  }

  private async offer(wish: ConsentWish): Promise<ConsentOffer> {
    return offerFor(wish, { types: this.types, policy: await this.policy.upToDate(), nowMs: Date.now() });
  }

  private boundSubject(
    { subject }: ConsentRequestDto,
    type: EvidenceType,
    citizen: AccessClaims,
  ): BoundSubject {
    if (type.register === 'residents') {
      if (subject === undefined) return { subject: actingOf(citizen).for, subjectKind: 'idnr' };
      throw unsuitable('This evidence is about yourself; leave the subject out.');
    }
    const read = readSubject(subject ?? {});
    if (!type.subjectKinds.includes(read.kind)) {
      throw unsuitable(`This evidence is asked for by ${type.subjectKinds.join(' or ')}.`);
    }
    return { subject: this.pseudonyms.of(read), subjectKind: read.kind };
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
