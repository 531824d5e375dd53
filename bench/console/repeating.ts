import { setTimeout as delay } from 'node:timers/promises';

/** Does something again and again with a pause between, until it is stopped; what failed is told then. */
export class Repeating {
  private isOver = false;
  private readonly done: Promise<void>;

  constructor(everyMs: number, work: () => Promise<void>) {
    this.done = this.run(everyMs, work);
    this.done.catch(() => undefined);
  }

  stop(): Promise<void> {
    this.isOver = true;
    return this.done;
  }

  private async run(everyMs: number, work: () => Promise<void>): Promise<void> {
    while (!this.isOver) {
      await work();
      await delay(everyMs);
    }
  }
}
