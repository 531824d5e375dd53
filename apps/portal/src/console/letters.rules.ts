import type { Operator } from '#libs/client';
import type { Bar } from './bars.tsx';

export const causes = [
  'handler-failed',
  'key-parked',
  'type-unknown',
  'event-unreadable',
  'event-misplaced',
] as const;
export type Cause = (typeof causes)[number];
export const letterStates = ['PARKED', 'REDRIVEN', 'DISCARDED'] as const;
export type LetterState = (typeof letterStates)[number];

/** What a list is narrowed by, as its address says; whatever may not be asked for is left out. */
export interface LetterFilter {
  readonly state: LetterState;
  readonly causeCode?: Cause;
  readonly group?: string;
  readonly key?: string;
  readonly after?: string;
}

export function filterOf(url: string): LetterFilter {
  const asked = new URL(url, 'http://portal.invalid').searchParams;
  const state = letterStates.find((each) => each === asked.get('state')) ?? 'PARKED';
  const causeCode = causes.find((each) => each === asked.get('causeCode'));
  const text = (name: string): string | undefined => /^[\w.:/-]{1,200}$/.exec(asked.get(name) ?? '')?.[0];
  const [group, key, after] = ['group', 'key', 'after'].map(text);
  return {
    state,
    ...(causeCode && { causeCode }),
    ...(group !== undefined && { group }),
    ...(key !== undefined && { key }),
    ...(after !== undefined && { after }),
  };
}

/** Address of the list, narrowed by it. */
export const listAddress = (language: string, filter: Partial<LetterFilter>): string => {
  const query = new URLSearchParams(filter).toString();
  return `/${language}/ops/dead-letters${query === '' ? '' : `?${query}`}`;
};

/** Whether it was asked for on the page of this letter: of it alone, or of its whole key. */
export const isAskedFor = (
  { id, group, key }: Operator.DeadLetterDetail,
  { selection }: Operator.RedriveDescription,
): boolean => selection['id'] === id || (selection['group'] === group && selection['key'] === key);

/** Parked events by cause, the most first. */
export function byCause(
  { parked }: Operator.DeadLetterSummary,
  nameOf: (cause: string) => string,
): readonly Bar[] {
  const counts = new Map<string, number>();
  for (const { causeCode, parked: count } of parked)
    counts.set(causeCode, (counts.get(causeCode) ?? 0) + count);
  return barsOf(counts, nameOf);
}

/** Letters of a page by key, the most first. */
export function byKey(letters: readonly Operator.DeadLetter[]): readonly Bar[] {
  const counts = new Map<string, number>();
  for (const { key } of letters) counts.set(key, (counts.get(key) ?? 0) + 1);
  return barsOf(counts, (key) => key);
}

const barsOf = (counts: ReadonlyMap<string, number>, nameOf: (name: string) => string): readonly Bar[] =>
  [...counts]
    .map(([name, value]) => ({ label: nameOf(name), value }))
    .toSorted((one, other) => other.value - one.value || (one.label < other.label ? -1 : 1));
