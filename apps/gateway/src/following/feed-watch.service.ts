import { Inject, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import type { Pool } from 'pg';
import { HOT_POOL, Overloaded } from '#libs/service-kit';

export interface WaitOptions {
  readonly clientId: string;
  /** Place after which something must have come. */
  readonly after: number;
  readonly timeoutMs: number;
  /** Aborted when the caller has gone. */
  readonly signal: AbortSignal;
}

interface Waiter extends Pick<WaitOptions, 'clientId' | 'after'> {
  readonly subscriptionId: string;
  readonly end: (come: boolean) => void;
}

/** How soon an event is noticed. One query for all who wait, and none while nobody does. */
const POLL_MS = 100;
/** Each holds a connection of the web server and nothing else. */
const MAX_WAITING = 1_000;
const MAX_WAITING_OF_ONE_CLIENT = 20;

const movedSql = `
select id, last_position as "lastPosition", ended_at is not null as ended,
  valid_until <= clock_timestamp() as over
from subscription where id = any($1::uuid[])`;

/** Long polls: who waits for the next entry of a feed, whichever gateway process appends it. */
@Injectable()
export class FeedWatch implements OnModuleDestroy {
  private readonly logger = new Logger('Feeds');
  private readonly waiting = new Set<Waiter>();
  private polling = false;
  private ending = false;

  constructor(@Inject(HOT_POOL) private readonly pool: Pool) {}

  get waiters(): number {
    return this.waiting.size;
  }

  /**
   * Resolves with true when there may be something after the place or the subscription was ended, with false when the
   * time or the last day is over, the caller has gone or the service ends.
   * @throws Overloaded when too many wait
   */
  wait(subscriptionId: string, { clientId, after, timeoutMs, signal }: WaitOptions): Promise<boolean> {
    if (this.ending || signal.aborted || timeoutMs <= 0) return Promise.resolve(false);
    if (this.waiting.size >= MAX_WAITING || this.waitersOf(clientId) >= MAX_WAITING_OF_ONE_CLIENT) {
      return Promise.reject(new Overloaded());
    }
    return new Promise((resolve) => {
      const giveUp = (): void => waiter.end(false);
      const timer = setTimeout(giveUp, timeoutMs);
      const waiter: Waiter = {
        subscriptionId,
        clientId,
        after,
        end: (come) => {
          clearTimeout(timer);
          signal.removeEventListener('abort', giveUp);
          this.waiting.delete(waiter);
          resolve(come);
        },
      };
      signal.addEventListener('abort', giveUp, { once: true });
      this.waiting.add(waiter);
      if (!this.polling) void this.poll();
    });
  }

  /** Before the web server waits for its open requests. */
  onModuleDestroy(): void {
    this.ending = true;
    for (const waiter of this.waiting) waiter.end(false);
  }

  private waitersOf(clientId: string): number {
    let count = 0;
    for (const waiter of this.waiting) if (waiter.clientId === clientId) count += 1;
    return count;
  }

  private async poll(): Promise<void> {
    this.polling = true;
    while (this.waiting.size > 0) {
      await this.wake().catch((error: unknown) =>
        this.logger.warn({ msg: 'feeds cannot be watched', err: error }),
      );
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
    this.polling = false;
  }

  private async wake(): Promise<void> {
    const ids = [...new Set([...this.waiting].map(({ subscriptionId }) => subscriptionId))];
    const { rows } = await this.pool.query<{
      id: string;
      lastPosition: number;
      ended: boolean;
      over: boolean;
    }>({
      name: 'feeds-moved',
      text: movedSql,
      values: [ids],
    });
    const byId = new Map(rows.map((row) => [row.id, row]));
    for (const waiter of this.waiting) {
      const row = byId.get(waiter.subscriptionId);
      if (row === undefined) continue;
      if (row.ended || row.lastPosition > waiter.after) waiter.end(true);
      // After the last day nothing comes any more.
      else if (row.over) waiter.end(false);
    }
  }
}
