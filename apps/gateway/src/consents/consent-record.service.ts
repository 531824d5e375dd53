import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { type AccessClaims, reachesLevel } from '#libs/contracts';
import { AssuranceTooLow } from '#libs/service-kit';
import { actingOf } from '../acting.rules.ts';
import { endsWith, isJoint, type Represented, Representations } from '../representation/index.ts';
import { EVIDENCE_TYPES, type EvidenceType, type EvidenceTypes } from '../evidence-types/index.ts';
import { type Grant, isPreviewed, type PolicySnapshot, PolicyStore } from '../policy/index.ts';
import { readSubject, SubjectPseudonyms } from '../subjects/index.ts';
import type { ConsentRequestDto, RenewalDto } from './consent-request.dto.ts';
import type { Consent, NewConsent } from './consent.entity.ts';
import { ConsentNotPossible, NoticeMismatch } from './consent.errors.ts';
import { type ConsentOffer, type ConsentWish, offerFor, validityEnd } from './consent.rules.ts';
import { noticeOf, type NoticeText } from './notice.catalogue.ts';

/** 192 bits, above the 128 that an id which opens something must have. */
const ID_BYTES = 24;

type BoundSubject = Pick<Consent, 'subject' | 'subjectKind'>;

interface About {
  readonly about: ConsentWish & Pick<Consent, 'kind'>;
  readonly renews?: string;
  /** Where somebody looked at it just now. */
  readonly policy?: PolicySnapshot | undefined;
  readonly bound: (offer: ConsentOffer) => BoundSubject;
  /** Who acts for another one; absent: for oneself. */
  readonly represented?: Represented;
}

export interface Prepared {
  readonly record: NewConsent;
  readonly shown: NoticeText;
}

/** What a person may give, judged and written out, before it is stored. */
@Injectable()
export class ConsentRecords {
  constructor(
    @Inject(EVIDENCE_TYPES) private readonly types: EvidenceTypes,
    private readonly policy: PolicyStore,
    private readonly pseudonyms: SubjectPseudonyms,
    private readonly representations: Representations,
  ) {}

  /** @throws ConsentNotPossible */
  async offer(wish: ConsentWish, policy?: PolicySnapshot): Promise<ConsentOffer> {
    const known = { types: this.types, policy: policy ?? (await this.policy.upToDate()) };
    return offerFor(wish, { ...known, nowMs: Date.now() });
  }

  /**
   * @param policy where somebody looked at it just now
   * @throws AssuranceTooLow, ConsentNotPossible, NoticeMismatch, RequestInvalid, and as {@link Representations.of}
   */
  async requested(
    request: ConsentRequestDto,
    citizen: AccessClaims,
    policy?: PolicySnapshot,
  ): Promise<Prepared> {
    const represented = await this.representations.of(citizen, request.actingFor);
    return this.prepare(request, citizen, { about: request, policy, ...this.boundBy(request, represented) });
  }

  /** Also where the person represents only with another officer: it rests then, until that one has confirmed it. */
  async requestedTogether(request: ConsentRequestDto, citizen: AccessClaims): Promise<Prepared> {
    const represented = await this.representations.together(citizen, request.actingFor);
    return this.prepare(request, citizen, { about: request, ...this.boundBy(request, represented) });
  }

  /** @throws as {@link requested} */
  async prepare(
    request: RenewalDto,
    citizen: AccessClaims,
    { about, renews, bound, policy, represented = actingOf(citizen) }: About,
  ): Promise<Prepared> {
    const offer = await this.offer(about, policy);
    if (!reachesLevel(citizen.acr, offer.minimumAcr)) throw new AssuranceTooLow(offer.minimumAcr);
    if (offer.kind !== about.kind) {
      const detail = `The authority's grant rests on ${offer.kind}, so that is what can be given.`;
      throw new ConsentNotPossible('grant-missing', '/kind', detail);
    }
    const validUntil = whileRepresented(
      represented,
      offer.grant,
      validityEnd(offer.kind, request.validUntil, new Date()),
    );
    const shown = noticeOf(offer.notice, request.noticeSha256);
    if (shown === undefined) throw new NoticeMismatch();
    return {
      shown,
      record: {
        id: randomBytes(ID_BYTES).toString('base64url'),
        citizen: represented.for,
        actedBy: represented.by,
        actingAs: represented.as,
        jointly: represented.actingFor !== undefined && isJoint(represented.actingFor),
        actedEntry: represented.entry ?? null,
        eventSubject: this.pseudonyms.inEvents('residents', represented.for),
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
    };
  }

  private boundBy(request: ConsentRequestDto, represented: Represented) {
    const bound = ({ type }: ConsentOffer): BoundSubject => this.boundSubject(request, type, represented);
    return { bound, represented };
  }

  private boundSubject(
    { subject }: ConsentRequestDto,
    type: EvidenceType,
    represented: Represented,
  ): BoundSubject {
    if (represented.as === 'OFFICER') return this.boundCompany(subject, type, represented.for);
    if (type.register === 'residents') {
      if (subject === undefined) return { subject: represented.for, subjectKind: 'idnr' };
      throw unsuitable('This evidence is about yourself; leave the subject out.');
    }
    const read = readSubject(subject ?? {});
    if (!type.subjectKinds.includes(read.kind)) {
      throw unsuitable(`This evidence is asked for by ${type.subjectKinds.join(' or ')}.`);
    }
    return { subject: this.pseudonyms.of(read), subjectKind: read.kind };
  }

  private boundCompany(
    subject: ConsentRequestDto['subject'],
    { subjectKinds }: EvidenceType,
    company: string,
  ): BoundSubject {
    const read = subjectKinds.includes('euid') ? readSubject(subject ?? {}) : undefined;
    if (read?.kind !== 'euid' || this.pseudonyms.of(read) !== company) {
      throw unsuitable('For a company you choose about that company; name it by its EUID.');
    }
    return { subject: company, subjectKind: read.kind };
  }
}

/** Only what is judged again at each use can be given for another one, and for a child no longer than the minority. */
function whileRepresented({ actingFor }: Represented, grant: Grant, until: Date): Date {
  if (actingFor === undefined) return until;
  if (!isPreviewed(grant) || 'eventTypes' in grant) {
    throw new ConsentNotPossible(
      'grant-missing',
      '/actingFor',
      'For another one you can give only choices whose evidence is seen first.',
    );
  }
  const last = endsWith(actingFor);
  return last !== undefined && last < until ? last : until;
}

const unsuitable = (detail: string): ConsentNotPossible =>
  new ConsentNotPossible('subject-kind-unsuitable', '/subject', detail);
