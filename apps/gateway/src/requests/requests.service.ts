import { Inject, Injectable } from '@nestjs/common';
import { v7 } from 'uuid';
import { type AccessClaims, declarationOf } from '#libs/contracts';
import { pageOf, RequestInvalid } from '#libs/service-kit';
import { actingOf } from '../acting.rules.ts';
import { ConsentNotPossible, noticeText, offerFor } from '../consents/index.ts';
import { EncryptionKeys, jweFor } from '../encryption-keys/index.ts';
import { EVIDENCE_TYPES, type EvidenceTypes } from '../evidence-types/index.ts';
import { limitOf, type UuidPageQueryDto } from '../page-query.dto.ts';
import type { Quota } from '../limits/index.ts';
import { actingFor, grantKey, isValidAt, keptBy, PolicyStore } from '../policy/index.ts';
import { SubjectPseudonyms } from '../subjects/index.ts';
import type { AskedDto, AskedListDto, OpenRequestDto, RequestStateDto } from './request.dto.ts';
import { RequestDecided, RequestUnknown } from './request.errors.ts';
import { offeredTo, readPerson } from './offered.rules.ts';
import { answerable, changedAt, itemState, openItem, requestState } from './request.rules.ts';
import { RequestStore, type StoredRequest } from './request.store.ts';

/** What an authority asks a person to let it have; the person decides on each by preview, or declines unseen. */
@Injectable()
export class RequestsService {
  constructor(
    @Inject(EVIDENCE_TYPES) private readonly types: EvidenceTypes,
    private readonly policy: PolicyStore,
    private readonly pseudonyms: SubjectPseudonyms,
    private readonly keys: EncryptionKeys,
    private readonly requests: RequestStore,
  ) {}

  /**
   * The same for a person whom nobody knows.
   * @throws RequestInvalid, QuotaExceeded, RecipientKeyMissing, ConsentNotPossible, NoticeMismatch, PersonAskedTooOften
   */
  async open(
    { purpose, person, items, caseReference }: OpenRequestDto,
    { authority = '', clientId }: AccessClaims,
    quota: Pick<Quota, 'take'>,
  ): Promise<RequestStateDto> {
    const citizen = this.pseudonyms.of(readPerson(person));
    refuseTwins(items);
    quota.take(Date.now(), items.length);
    const policy = await this.policy.upToDate();
    const id = v7();
    await this.keys.demand(authority);
    const offered = items.map((item, index) =>
      offeredTo(authority, purpose, item, index, { types: this.types, policy, nowMs: Date.now() }),
    );
    const words = caseReference ?? null;
    await this.requests.open({
      id,
      citizen,
      authority,
      clientId,
      purpose,
      caseReference: words,
      items: offered,
    });
    return toState((await this.requests.ofAuthority(id, [authority]))!, clientId);
  }

  /** @throws RequestUnknown */
  async state(id: string, { authority = '', clientId }: AccessClaims): Promise<RequestStateDto> {
    const found = await this.requests.ofAuthority(id, keptBy(this.policy.current, authority));
    if (found === undefined) throw new RequestUnknown();
    return toState(found, clientId);
  }

  /** The same for its authority's callback, with the time of the last change. */
  async told(id: string): Promise<{ readonly state: RequestStateDto; readonly at: Date } | undefined> {
    const found = await this.requests.any(id);
    return (
      found && {
        state: toState(found, found.tellsClient ?? undefined),
        at: changedAt(found) ?? found.openedAt,
      }
    );
  }

  async mine(query: UuidPageQueryDto, { sub }: AccessClaims): Promise<AskedListDto> {
    const limit = limitOf(query);
    const found = await this.requests.list(sub, query.after, limit + 1);
    const { rows, ...next } = pageOf(found, limit, ({ id }) => id);
    await this.policy.upToDate();
    return { requests: rows.map((each) => this.toAsked(each)), ...next };
  }

  /** @throws RequestUnknown */
  async one(id: string, { sub }: AccessClaims): Promise<AskedDto> {
    const found = await this.requests.ofCitizen(id, sub);
    if (found === undefined) throw new RequestUnknown();
    await this.policy.upToDate();
    return this.toAsked(found);
  }

  /** Without having looked. @throws RequestUnknown, RequestExpired, RequestDecided */
  async decline(id: string, evidenceType: string | undefined, citizen: AccessClaims): Promise<AskedDto> {
    if (!(await this.requests.decline(id, actingOf(citizen), evidenceType))) {
      const found = answerable(await this.requests.ofCitizen(id, citizen.sub));
      if (evidenceType !== undefined) openItem(found, evidenceType);
      throw new RequestDecided();
    }
    return this.one(id, citizen);
  }

  /**
   * Fields that the request asks for of each item of a preview, all of them open; the preview is for who acts for its authority.
   * @throws RequestUnknown, RequestExpired, RequestDecided, RequestInvalid
   */
  async answered(id: string, citizen: string, preview: Answering): Promise<readonly (readonly string[])[]> {
    const found = answerable(await this.requests.ofCitizen(id, citizen));
    const { purpose } = found;
    const own = { authority: actingFor(this.policy.current, found.authority), purpose };
    for (const member of ['authority', 'purpose'] as const)
      if (own[member] !== preview[member])
        throw RequestInvalid.at(`/${member}`, 'It is not that of the request.');
    return preview.items.map(({ evidenceType, fields = [] }, index) => {
      const asked = openItem(found, evidenceType);
      if (fields.some((field) => !asked.fields.includes(field)))
        throw RequestInvalid.at(`/items/${index}/fields`, 'More than the request asks for.');
      return asked.fields;
    });
  }

  /** The text that names who has taken over: the one that was shown with the request names the former authority. */
  private noticeOfToday(wish: Parameters<typeof offerFor>[0]): string | undefined {
    const known = { types: this.types, policy: this.policy.current, nowMs: Date.now() };
    try {
      return noticeText(offerFor(wish, known).notice, 'de').sha256;
    } catch (error) {
      if (error instanceof ConsentNotPossible) return undefined;
      throw error;
    }
  }

  private toAsked(request: StoredRequest): AskedDto {
    const { id, purpose, caseReference, openedAt, expiresAt, expired } = request;
    const policy = this.policy.current;
    const authority = actingFor(policy, request.authority);
    const items = request.items.map((item) => {
      const { evidenceType, fields, noticeSha256 } = item;
      const type = this.types.get(evidenceType);
      const grant = policy.grants
        .get(grantKey(authority, purpose, evidenceType))
        ?.find((each) => each.kind !== 'STATUTE' && isValidAt(each, Date.now()));
      const minimumAcr = policy.minimumAcrs.get(purpose);
      return {
        evidenceType,
        title: type?.title ?? asIs(evidenceType),
        register: type?.register ?? '',
        ...(type && { registerTitle: declarationOf(type.register).title }),
        fields: fields.map((path) => ({ path, title: type?.fields[path] ?? asIs(path) })),
        ...(grant && { kind: grant.kind, legalBasis: grant.legalBasis }),
        noticeSha256:
          authority === request.authority
            ? noticeSha256
            : (this.noticeOfToday({ authority, purpose, evidenceType, fields }) ?? noticeSha256),
        ...(minimumAcr && { minimumAcr }),
        state: itemState(item, expired),
      };
    });
    return {
      id,
      authority: { id: authority, name: policy.authorities.get(authority)?.name ?? authority },
      purpose,
      purposeTitle: policy.purposes.get(purpose) ?? asIs(purpose),
      requestersWords: caseReference === null ? {} : { caseReference },
      openedAt: openedAt.toISOString(),
      expiresAt: expiresAt.toISOString(),
      items,
    };
  }
}

interface Answering {
  readonly authority: string;
  readonly purpose: string;
  readonly items: readonly { readonly evidenceType: string; readonly fields?: readonly string[] }[];
}

const asIs = (text: string) => ({ de: text, en: text });

function refuseTwins(items: OpenRequestDto['items']): void {
  const types = items.map(({ evidenceType }) => evidenceType);
  const twin = types.findIndex((type, index) => types.indexOf(type) !== index);
  if (twin === -1) return;
  const detail = 'It is asked for twice. Ask for all fields at once.';
  throw RequestInvalid.at(`/items/${twin}/evidenceType`, detail);
}

const toState = (request: StoredRequest, clientId: string | undefined): RequestStateDto => ({
  id: request.id,
  state: requestState(request),
  expiresAt: request.expiresAt.toISOString(),
  items: request.items.map((item) => ({
    evidenceType: item.evidenceType,
    state: itemState(item, request.expired),
    ...(item.envelope !== null && { release: jweFor(item.envelope, clientId) }),
  })),
});
