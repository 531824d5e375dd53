const CRASHES = 5;
const WITHIN_MS = 5 * 60_000;

/** A consumer that crashed five times in five minutes does not recover by itself. */
export class CrashLoop {
  private crashes: number[] = [];

  note(now: number): void {
    this.crashes = [...this.recent(now), now];
  }

  isOn(now: number): boolean {
    return this.count(now) >= CRASHES;
  }

  count(now: number): number {
    return this.recent(now).length;
  }

  private recent(now: number): number[] {
    return this.crashes.filter((at) => now - at < WITHIN_MS);
  }
}
