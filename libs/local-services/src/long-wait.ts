const TELL_EVERY_MS = 10_000;

/** The patience for something that is quick on a quiet machine, and says so while it lasts on another. */
export class LongWait {
  private readonly begun = Date.now();
  private readonly mostMs: number;
  private readonly tell: (text: string) => void;
  private toldAt = this.begun;

  constructor(mostMs: number, tell: (text: string) => void) {
    this.mostMs = mostMs;
    this.tell = tell;
  }

  /** Whether there is patience left; tells of the wait now and then. */
  goesOn(): boolean {
    const now = Date.now();
    if (now - this.toldAt >= TELL_EVERY_MS) {
      this.toldAt = now;
      this.tell(`still waiting after ${this.seconds(now)} s; a busy machine takes its time`);
    }
    return now - this.begun < this.mostMs;
  }

  private seconds(now: number): number {
    return Math.round((now - this.begun) / 1_000);
  }
}
