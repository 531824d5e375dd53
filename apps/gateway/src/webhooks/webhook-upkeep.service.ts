import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import { Gauge, register } from 'prom-client';
import { Background, HOT_POOL, METRICS_POOL } from '#libs/service-kit';
import { tells } from '../following/index.ts';

const EVERY_MS = 3_600_000;

/** Keeps deliveries as long as the feed they came from, and tells how old the oldest waiting entry is. */
@Injectable()
export class WebhookUpkeep {
  constructor(
    @Inject(HOT_POOL) private readonly pool: Pool,
    @Inject(METRICS_POOL) metrics: Pool,
    background: Background,
  ) {
    background.loop({
      name: 'webhook-upkeep',
      everyMs: EVERY_MS,
      work: async () => void (await this.prune()),
    });
    const name = 'einmal_webhook_oldest_waiting_seconds';
    // A second application in the same process (tests) replaces the first one's.
    register.removeSingleMetric(name);
    new Gauge({
      name,
      help: 'Age of the oldest entry of a running subscription that its callback has not got yet',
      async collect() {
        // NaN while the database cannot be asked: a scrape must not fail with it.
        const result = await metrics.query<{ age: number }>(oldestWaiting).catch(() => undefined);
        this.set(result?.rows[0]?.age ?? NaN);
      },
    });
  }

  /** @returns how many deliveries were dropped */
  async prune(): Promise<number> {
    await this.pool.query(pruneCursors);
    const { rowCount } = await this.pool.query(pruneDeliveries);
    return rowCount ?? 0;
  }
}

/** An event that its feed has dropped can neither be delivered again nor looked up, so its delivery is history. */
const pruneDeliveries = `
delete from webhook_delivery d using subscription s where s.id = d.stream and d.position <= s.pruned_position`;

/** Of what is over for good nothing is due any more. */
const pruneCursors = `
delete from webhook_cursor c using subscription s
where s.id = c.stream and (not ${tells} or (c.redelivery > 0 and c.position >= c.head))`;

/** Of the first thousand cursors that are behind: what waits long waits at one of many, or at all. */
const oldestWaiting = `
with behind as (
  select * from webhook_cursor where redelivery = 0 and coalesce(aside_from, position) < head limit 1000)
select coalesce(extract(epoch from clock_timestamp() - min(e.appended_at)), 0)::float8 as age
from behind c join subscription s on s.id = c.stream
cross join lateral (
  select f.appended_at from feed_entry f
  where f.subscription_id = s.id and f.position > coalesce(c.aside_from, c.position)
  order by f.position limit 1) e
where s.ended_at is null and s.valid_until > clock_timestamp()`;
