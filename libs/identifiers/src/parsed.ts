/** Why a value is not an identifier of its kind: machine codes, stable, in the order in which they are checked. */
export const failureCodes = [
  'FORMAT',
  'LENGTH',
  'CHARSET',
  'LEADING_ZERO',
  'SUFFIX_ZERO',
  'REPEAT_RULE',
  'TRIPLE_RUN',
  'TOO_LONG',
  'SEASON_MONTH',
  'SEASON_LENGTH',
  'RANGE',
  'CHECK_DIGIT',
  'UNKNOWN_COURT',
  'UNKNOWN_STATE',
  'UNKNOWN_MUNICIPALITY',
  'HISTORIC_KEY',
  'LATER_KEY',
] as const;
export type FailureCode = (typeof failureCodes)[number];

/** Something worth showing to a person that does not make the value wrong. */
export interface Warning {
  readonly code: 'CHECK_DIGIT' | 'UNKNOWN_DISTRICT';
  readonly explanation: string;
}

export interface Failure<C extends FailureCode = FailureCode> {
  readonly ok: false;
  readonly code: C;
  /** One or two sentences that name the remedy. Never contains the value: it may be personal. */
  readonly explanation: string;
}

export interface Success<T> {
  readonly ok: true;
  readonly value: T;
  readonly warnings: readonly Warning[];
}

/** Outcome of reading a canonical text. Parsers never throw and never repair: normalise first where that is wanted. */
export type Parsed<T> = Success<T> | Failure;

const noWarnings: readonly Warning[] = Object.freeze([]);

export const success = <T>(value: T, warnings: readonly Warning[] = noWarnings): Success<T> => ({
  ok: true,
  value,
  warnings,
});

/** Builds every failure of an identifier once, so that a refusal on the lookup path allocates nothing. */
export function failures<C extends FailureCode>(explanations: Readonly<Record<C, string>>): FailureTable<C> {
  const entries = Object.entries<string>(explanations).map(([code, explanation]) => [
    code,
    Object.freeze({ ok: false, code, explanation }),
  ]);
  return Object.freeze(Object.fromEntries(entries)) as FailureTable<C>;
}

export type FailureTable<C extends FailureCode> = { readonly [K in C]: Failure<K> };
