import { setImmediate } from 'node:timers/promises';

/** Half of what anybody else in the process may have to wait; one more step fits into the rest. */
const SLICE_MS = 5;

/** Lets long work on the event loop's own thread be interrupted: health, other requests and timers get their turn. */
export class Breather {
  private since: number;

  constructor(private readonly now: () => number = () => performance.now()) {
    this.since = now();
  }

  /** Call between two steps. Waits for a turn of the event loop when the slice is used up. */
  async breathe(): Promise<void> {
    if (this.now() - this.since < SLICE_MS) return;
    await setImmediate();
    this.since = this.now();
  }
}
