import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Pool } from 'pg';
import { Background, HOT_POOL, Loop, Overloaded, pause } from '#libs/service-kit';

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
  readonly ended: AbortController;
  come: boolean;
}

/** How soon an event is noticed. One query for all who wait, and none while nobody does. */
const POLL_MS = 100;
/** Whoever waits first wakes the loop. */
const NOBODY_MS = 3_600_000;
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
  private readonly waiting = new Set<Waiter>();
  private readonly polling: Loop;
  private ending = false;

  constructor(
    @Inject(HOT_POOL) private readonly pool: Pool,
    background: Background,
  ) {
    this.polling = background.loop({ name: 'feed-watch', everyMs: POLL_MS, work: () => this.poll() });
  }

  get waiters(): number {
    return this.waiting.size;
  }

  /**
   * Resolves with true when there may be something after the place or the subscription was ended, with false when the
   * time or the last day is over, the caller has gone or the service ends.
   * @throws Overloaded when too many wait
   */
  async wait(subscriptionId: string, options: WaitOptions): Promise<boolean> {
    const { clientId, after, timeoutMs, signal } = options;
    if (this.ending || signal.aborted || timeoutMs <= 0) return false;
    if (this.waiting.size >= MAX_WAITING || this.waitersOf(clientId) >= MAX_WAITING_OF_ONE_CLIENT)
      throw new Overloaded();
    const waiter: Waiter = { subscriptionId, clientId, after, ended: new AbortController(), come: false };
    this.waiting.add(waiter);
    if (this.waiting.size === 1) this.polling.nudge();
    await pause(timeoutMs, AbortSignal.any([signal, waiter.ended.signal]));
    this.waiting.delete(waiter);
    return waiter.come;
  }

  /** Before the web server waits for its open requests. */
  onModuleDestroy(): void {
    this.ending = true;
    for (const { ended } of this.waiting) ended.abort();
  }

  private waitersOf(clientId: string): number {
    let count = 0;
    for (const waiter of this.waiting) if (waiter.clientId === clientId) count += 1;
    return count;
  }

  private async poll(): Promise<number> {
    if (this.waiting.size === 0) return NOBODY_MS;
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
      waiter.come = row.ended || row.lastPosition > waiter.after;
      // After the last day nothing comes any more.
      if (waiter.come || row.over) waiter.ended.abort();
    }
    return POLL_MS;
  }
}
