import type { Notice } from './notices-process.ts';

export interface Order {
  readonly people: number;
  readonly events: number;
  /** Notices of an event that has one already. */
  readonly twice: number;
  /** Notices that do not follow the version before of the same person. */
  readonly outOfOrder: number;
}

/** @param written in the order in which they were written */
export function orderOf(written: readonly Notice[]): Order {
  const latest = new Map<string, number>();
  const seen = new Set<string>();
  let outOfOrder = 0;
  for (const { eventId, subject, version } of written) {
    if (version !== (latest.get(subject) ?? 0) + 1) outOfOrder += 1;
    latest.set(subject, version);
    seen.add(eventId);
  }
  return { people: latest.size, events: seen.size, twice: written.length - seen.size, outOfOrder };
}
