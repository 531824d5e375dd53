import type { SubjectKind } from '#libs/contracts';

/** So many in a window, refilled steadily. */
export interface Allowance {
  readonly count: number;
  readonly windowS: number;
}

/** What one client may ask about subjects of one kind. */
export interface Limit {
  readonly lookups: Allowance;
  /** Answers NO_EVIDENCE that cost no more than any other; see ADR 0020 for what each further one costs. */
  readonly guesses: Allowance;
}

/** For whom the policy says nothing else: an office at work, typing errors included. */
export const usualLimit: Limit = {
  lookups: { count: 600, windowS: 60 },
  guesses: { count: 120, windowS: 3_600 },
};

/** Limits by {@link limitKey}; the client's own goes before everybody's. */
export type Limits = ReadonlyMap<string, Limit>;

/** Key of a client's own limit; without a client, of the limit of all who have none. Ids contain no blank. */
export const limitKey = (kind: SubjectKind, client = ''): string => `${client} ${kind}`;

export const limitFor = (limits: Limits, client: string, kind: SubjectKind): Limit =>
  limits.get(limitKey(kind, client)) ?? limits.get(limitKey(kind)) ?? usualLimit;
