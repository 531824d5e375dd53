/** What is there from a day to a day, and who takes over after the last. */
export interface Succeeded {
  /** First and last day, `YYYY-MM-DD`; absent where there is none on record. */
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  /** Id of who takes over after the last day. */
  readonly successor?: string | undefined;
}

/** The entry that the `successor` of one names, if it may be that one's. */
export type Next<T extends Succeeded> = (entry: T) => T | undefined;

/** Itself until its last day, then its successor; nothing before its first day, or where nobody succeeds it. */
export function followed<T extends Succeeded>(entry: T, on: string, next: Next<T>): T | undefined {
  if (!hasBegun(entry, on)) return undefined;
  if (!hasEnded(entry, on)) return entry;
  const heir = next(entry);
  return heir && followed(heir, on, next);
}

export const hasBegun = ({ from }: Succeeded, on: string): boolean => from === undefined || from <= on;

export const hasEnded = ({ until }: Succeeded, on: string): boolean => until !== undefined && until < on;

/** What is wrong with an entry's succession, as the rest of a sentence that begins with the entry. */
export function successionFault<T extends Succeeded>(entry: T, next: Next<T>): string | undefined {
  const { from, until, successor } = entry;
  if (from !== undefined && until !== undefined && until < from)
    return 'ends before it begins: correct one of the days';
  if (successor === undefined) return undefined;
  const heir = next(entry);
  if (heir === undefined) return 'has a successor that is not listed beside it: name one that is';
  if (until === undefined) return 'has a successor and no last day: add "until"';
  if (heir.from !== undefined && heir.from > dayAfter(until))
    return 'has a successor that begins later than the day after its last: leave no gap';
  return leadsBack(entry, next) ? 'is among its own successors: end the circle' : undefined;
}

function leadsBack<T extends Succeeded>(entry: T, next: Next<T>): boolean {
  const seen = new Set<T>();
  for (let each = next(entry); each !== undefined && !seen.has(each); each = next(each)) {
    if (each === entry) return true;
    seen.add(each);
  }
  return false;
}

const DAY_MS = 86_400_000;
const dayAfter = (day: string): string => new Date(Date.parse(day) + DAY_MS).toISOString().slice(0, 10);
