/** Failures in a row after which a consumer counts as stuck: one alone may be a rebalance or a moment without database. */
const IN_A_ROW = 2;
/** A consumer without work shows no success; when it has not failed for so long, it goes on. */
const FORGOTTEN_MS = 60_000;

/** Whether a consumer that is started again and again gets anywhere. */
export class ConsumerStanding {
  private failures = 0;
  private failedAt = 0;

  succeeded(): void {
    this.failures = 0;
  }

  failed(now: number): void {
    this.failures = now - this.failedAt < FORGOTTEN_MS ? this.failures + 1 : 1;
    this.failedAt = now;
  }

  isStuck(now: number): boolean {
    return this.failures >= IN_A_ROW && now - this.failedAt < FORGOTTEN_MS;
  }
}
