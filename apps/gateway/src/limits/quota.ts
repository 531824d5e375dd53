import type { SubjectKind } from '#libs/contracts';
import type { Allowance, Limit } from '../policy/index.ts';
import { DomainError } from '#libs/service-kit';

/** Refused before anything about the subject was decided, so no decision row records it (ADR 0020). */
export class QuotaExceeded extends DomainError {
  readonly code = 'quota-exceeded';

  constructor(
    override readonly retryAfterS: number,
    used = 'What the policy allows you to ask about subjects of this kind is used up.',
  ) {
    super(`${used} Ask again after the seconds in Retry-After.`);
  }
}

/** What was used and has not been refilled yet. */
export interface Usage {
  /** In lookups; above the allowed count nothing is admitted. */
  readonly debt: number;
  readonly guesses: number;
}

/** What was used since it was last written down; less than nothing where what was written down is given back. */
export interface UsageSince extends Usage {
  readonly refused: number;
}

/** The longest that guessing can shut a client out. */
const LONGEST_WAIT_S = 3_600;

/**
 * How much one client may ask about subjects of one kind, in memory: a bucket that refills steadily. A lookup takes one
 * from it. An answer NO_EVIDENCE is a guess, whatever its true reason; the n-th beyond the allowance takes 2^n, so
 * enumeration costs more the longer it lasts. Nothing else is counted, so that what the headers say is the same for an
 * unknown, a locked and a limited subject.
 */
export class Quota {
  private debt = 0;
  private guesses = 0;
  private atMs: number;
  private since: UsageSince = { debt: 0, guesses: 0, refused: 0 };
  private policyHeader = '';
  private limit!: Limit;

  constructor(
    readonly kind: SubjectKind,
    limit: Limit,
    nowMs: number,
  ) {
    this.atMs = nowMs;
    this.adjust(limit);
  }

  /** What is refilled per second, and the most that can be owed. */
  get terms(): {
    readonly debtRate: number;
    readonly debtMost: number;
    readonly guessRate: number;
    readonly guessMost: number;
  } {
    const { lookups, guesses } = this.limit;
    const debtMost = lookups.count + rate(lookups) * LONGEST_WAIT_S;
    // Beyond this the next guess costs no more, so a client that mends its ways is not held to account for ever.
    const guessMost = guesses.count + Math.ceil(Math.log2(debtMost));
    return { debtRate: rate(lookups), debtMost, guessRate: rate(guesses), guessMost };
  }

  /** Takes a changed policy over; what was used stays used. */
  adjust(limit: Limit): void {
    this.limit = limit;
    this.policyHeader = `"${this.kind}";q=${limit.lookups.count};w=${limit.lookups.windowS}`;
  }

  /** @param asked how many at once @throws QuotaExceeded */
  take(nowMs: number, asked = 1): void {
    this.refuseBeyond(nowMs, asked);
    this.add(asked, 0);
  }

  /** One that was taken, for what turned out to be no question of the client's. */
  giveBack(nowMs: number): void {
    this.refill(nowMs);
    this.add(-1, 0);
  }

  /** Takes nothing. @throws QuotaExceeded */
  refuseBeyond(nowMs: number, asked: number): void {
    this.refill(nowMs);
    const { count } = this.limit.lookups;
    // More than are ever allowed at once are admitted where nothing was asked before.
    const tooMany = this.debt + Math.min(asked, count) - count;
    if (tooMany <= 0) return;
    this.since = { ...this.since, refused: this.since.refused + 1 };
    throw new QuotaExceeded(Math.max(1, Math.ceil(tooMany / rate(this.limit.lookups))));
  }

  guessed(nowMs: number): void {
    this.refill(nowMs);
    const { guessMost, debtMost } = this.terms;
    const beyond = Math.ceil(Math.min(this.guesses + 1, guessMost) - this.limit.guesses.count);
    this.add(beyond <= 0 ? 0 : Math.min(2 ** beyond, debtMost), 1);
  }

  /** RateLimit-Policy and RateLimit (draft-ietf-httpapi-ratelimit-headers); `t`: seconds until all is refilled. */
  headers(nowMs: number): { readonly 'ratelimit-policy': string; readonly ratelimit: string } {
    this.refill(nowMs);
    const { lookups } = this.limit;
    const left = Math.max(0, Math.floor(lookups.count - this.debt));
    const untilFullS = Math.ceil(this.debt / rate(lookups));
    return { 'ratelimit-policy': this.policyHeader, ratelimit: `"${this.kind}";r=${left};t=${untilFullS}` };
  }

  /** What is to be written down; the caller gives it back with {@link restore} where it could not be. */
  drain(): UsageSince | undefined {
    const { since } = this;
    if (since.debt === 0 && since.guesses === 0 && since.refused === 0) return undefined;
    this.since = { debt: 0, guesses: 0, refused: 0 };
    return since;
  }

  restore(usage: UsageSince): void {
    const { debt, guesses, refused } = this.since;
    this.since = {
      debt: debt + usage.debt,
      guesses: guesses + usage.guesses,
      refused: refused + usage.refused,
    };
  }

  /** Goes on from what all gateways have used together, and what this one used since it asked. */
  adopt(usage: Usage, nowMs: number): void {
    this.atMs = nowMs;
    this.debt = Math.max(0, usage.debt + this.since.debt);
    this.guesses = usage.guesses + this.since.guesses;
  }

  private add(debt: number, guesses: number): void {
    const { debtMost, guessMost } = this.terms;
    this.debt = Math.max(0, Math.min(debtMost, this.debt + debt));
    this.guesses = Math.min(guessMost, this.guesses + guesses);
    this.since = { ...this.since, debt: this.since.debt + debt, guesses: this.since.guesses + guesses };
  }

  private refill(nowMs: number): void {
    const elapsedS = Math.max(0, nowMs - this.atMs) / 1_000;
    this.atMs = nowMs;
    this.debt = Math.max(0, this.debt - elapsedS * rate(this.limit.lookups));
    this.guesses = Math.max(0, this.guesses - elapsedS * rate(this.limit.guesses));
  }
}

/** One of each quota for each time it is named, or none of any. @throws QuotaExceeded */
export function takeOfAll(quotas: readonly Quota[], nowMs: number): void {
  const asked = [...Map.groupBy(quotas, (quota) => quota)];
  for (const [quota, { length }] of asked) quota.refuseBeyond(nowMs, length);
  for (const [quota, { length }] of asked) quota.take(nowMs, length);
}

/** Of several quotas in one list each (RFC 9651 §3.1). */
export function headersOfAll(quotas: readonly Quota[], nowMs: number): ReturnType<Quota['headers']> {
  const all = [...new Set(quotas)].map((quota) => quota.headers(nowMs));
  const listed = (name: keyof ReturnType<Quota['headers']>): string =>
    all.map((each) => each[name]).join(', ');
  return { 'ratelimit-policy': listed('ratelimit-policy'), ratelimit: listed('ratelimit') };
}

const rate = ({ count, windowS }: Allowance): number => count / windowS;
