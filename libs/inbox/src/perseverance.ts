import { Logger } from '@nestjs/common';
import { type BackOff, pause, pauseAfter, refusesWrites } from '#libs/service-kit';
import { WorkAbandoned } from './inbox.errors.ts';
import { nameOfFault } from './outage.rules.ts';

/** Tries again for as long as it takes, because what is away comes back and no event may be lost meanwhile. */
export class Perseverance {
  private readonly log = new Logger('Inbox');
  private away = 0;

  constructor(
    private readonly backOff: BackOff,
    private readonly stopping: AbortSignal,
  ) {}

  /** How many pieces of work wait for something that is away. */
  get waiting(): number {
    return this.away;
  }

  /** Repeats the work until it succeeds; rejects with {@link WorkAbandoned} alone, or with what `mayThrow` names. */
  async until<T>(
    work: () => Promise<T>,
    isAbandoned: () => boolean,
    mayThrow: (fault: unknown) => boolean = () => false,
  ): Promise<T> {
    // by hand: one piece of work, until it succeeds
    for (let failures = 0; ;) {
      if (this.stopping.aborted || isAbandoned()) throw new WorkAbandoned();
      try {
        return await work();
      } catch (fault) {
        if (fault instanceof WorkAbandoned || mayThrow(fault)) throw fault;
        failures += 1;
        const name = refusesWrites(fault) ?? nameOfFault(fault);
        if (failures === 1) this.log.warn(`Work waits for something that is away: ${name}`);
        await this.pause(failures);
      }
    }
  }

  /** Sleeps, but no longer than until a stop. */
  sleep(failures: number): Promise<void> {
    return pause(pauseAfter(failures, this.backOff), this.stopping);
  }

  private async pause(failures: number): Promise<void> {
    this.away += 1;
    await this.sleep(failures).finally(() => (this.away -= 1));
  }
}
