import { dateOf, type Instant } from '#libs/identifiers';
import { type AssuranceLevel, levelsUpTo, reachesLevel } from '#libs/contracts';
import type { EvidenceType, EvidenceTypes } from '../evidence-types/index.ts';
import { type Grant, grantKey, isValidAt, type PolicySnapshot } from '../policy/index.ts';
import type { Consent, ConsentKind, StoredConsentState } from './consent.entity.ts';
import { ConsentNotPossible } from './consent.errors.ts';
import type { NoticeSubject } from './notice.catalogue.ts';

/** Longest validity in days: a choice belongs to one case (domain §6.4), a consent may accompany a benefit. */
export const maxDays: Readonly<Record<ConsentKind, number>> = { CHOICE: 30, CONSENT: 365 };
const DAY_MS = 86_400_000;

export interface ConsentWish {
  readonly authority: string;
  readonly purpose: string;
  readonly evidenceType: string;
  /** Absent: all fields of the grant. */
  readonly fields?: readonly string[] | undefined;
}

export interface ConsentOffer {
  readonly kind: ConsentKind;
  readonly grant: Grant;
  readonly type: EvidenceType;
  readonly fields: readonly string[];
  /** Level of assurance that the login must reach to give it; withdrawing takes none. */
  readonly minimumAcr: AssuranceLevel;
  readonly notice: NoticeSubject;
}

/**
 * What may be offered to a citizen: only what a valid grant of the authority foresees, because a consent cannot replace
 * a missing grant (security.md). Pure; throws ConsentNotPossible.
 */
export function offerFor(
  wish: ConsentWish,
  { types, policy, nowMs }: { types: EvidenceTypes; policy: PolicySnapshot; nowMs: number },
): ConsentOffer {
  const type = types.get(wish.evidenceType);
  if (type === undefined) {
    throw new ConsentNotPossible('evidence-type-unknown', '/evidenceType', 'There is no such evidence type.');
  }
  const purpose = policy.purposes.get(wish.purpose);
  if (purpose === undefined) {
    throw new ConsentNotPossible('purpose-unknown', '/purpose', 'There is no such purpose.');
  }
  const grant = grantsFor(wish, type, policy).find(
    (each) => each.kind !== 'STATUTE' && isValidAt(each, nowMs),
  );
  const authority = policy.authorities.get(wish.authority);
  if (grant === undefined || authority?.active !== true) {
    const detail = 'No grant lets this authority ask for this evidence on the ground of choice or consent.';
    throw new ConsentNotPossible('grant-missing', '/', detail);
  }
  const kind = grant.kind as ConsentKind;
  const fields = chosenFields(wish.fields, grant, type);
  const titles = fields.map((field) => type.fields[field]!);
  const { legalBasis } = grant;
  const notice = {
    kind,
    authority: authority.name,
    purpose,
    evidenceType: type.title,
    register: type.register,
    subjectKinds: type.subjectKinds,
  };
  return {
    kind,
    grant,
    type,
    fields,
    minimumAcr: policy.minimumAcrs.get(wish.purpose)!,
    notice: { ...notice, fields: titles, legalBasis, maxDays: maxDays[kind] },
  };
}

/** Those on which lookups are answered, and those on which events are delivered. */
function grantsFor({ authority, purpose }: ConsentWish, { id }: EvidenceType, policy: PolicySnapshot) {
  const forEvents = policy.eventGrants.filter(
    (each) => each.authority === authority && each.purpose === purpose && each.evidenceType === id,
  );
  return [...(policy.grants.get(grantKey(authority, purpose, id)) ?? []), ...forEvents];
}

function chosenFields(
  wished: readonly string[] | undefined,
  grant: Grant,
  type: EvidenceType,
): readonly string[] {
  if (wished === undefined) return grant.fields;
  for (const [index, field] of wished.entries()) {
    const pointer = `/fields/${index}`;
    if (!Object.hasOwn(type.fields, field)) {
      throw new ConsentNotPossible('field-unknown', pointer, 'This is not a field of the evidence type.');
    }
    if (!grant.fieldSet.has(field)) {
      throw new ConsentNotPossible('field-not-granted', pointer, `The authority may not ask for ${field}.`);
    }
  }
  // In the grant's order, so that the same fields always make the same notice.
  return grant.fields.filter((field) => wished.includes(field));
}

/** End of validity; the longest allowed by default. Throws ConsentNotPossible outside what is allowed. */
export function validityEnd(kind: ConsentKind, wished: Instant | undefined, now: Date): Date {
  const latest = new Date(now.getTime() + maxDays[kind] * DAY_MS);
  if (wished === undefined) return latest;
  const end = dateOf(wished);
  if (end > now && end <= latest) return end;
  const detail = `The end must lie in the future and at most ${maxDays[kind]} days ahead.`;
  throw new ConsentNotPossible('validity-too-long', '/validUntil', detail);
}

export type ConsentState = StoredConsentState | 'EXPIRED' | 'EXHAUSTED' | 'PAUSED';

interface Stateful {
  readonly state: StoredConsentState;
  readonly validUntil: Date;
  readonly maxUses: number | null;
  readonly uses: number;
  readonly pausedAt: Date | null;
}

/** The state at an instant; expiry and exhaustion are not stored, so no job can be late with them. */
export function stateAt({ state, validUntil, maxUses, uses, pausedAt }: Stateful, now: Date): ConsentState {
  if (state !== 'ACTIVE') return state;
  if (maxUses !== null && uses >= maxUses) return 'EXHAUSTED';
  if (now >= validUntil) return 'EXPIRED';
  return pausedAt === null ? 'ACTIVE' : 'PAUSED';
}

/** Who gave something at a lower level finds it there, to withdraw it (GDPR Art. 7(3)), and nothing else. */
export const LEAST_TO_SEE_ALL = 'substantial';

/** The levels at which what is seen was given; absent where a login of this level sees all. */
export const levelsSeenBy = (acr: string | undefined): readonly AssuranceLevel[] | undefined =>
  reachesLevel(acr, LEAST_TO_SEE_ALL) ? undefined : levelsUpTo(acr);

export const isSeenAt = ({ acr: given }: Pick<Consent, 'acr'>, acr: string | undefined): boolean =>
  given === null || (levelsSeenBy(acr)?.some((level) => level === given) ?? true);
