/** A clock that stands still until it is told to move; a fake for code that takes `() => Date`. */
export interface FixedClock {
  (): Date;
  advance(milliseconds: number): void;
  set(instant: string): void;
}

/** @param instant ISO 8601, for instance `2026-01-31T12:00:00Z` */
export function fixedClock(instant: string): FixedClock {
  let now = new Date(instant).getTime();
  const clock = (): Date => new Date(now);
  return Object.assign(clock, {
    advance(milliseconds: number): void {
      now += milliseconds;
    },
    set(next: string): void {
      now = new Date(next).getTime();
    },
  });
}
