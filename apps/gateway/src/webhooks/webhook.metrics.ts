import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import { Counter, Gauge, register } from 'prom-client';
import { HOT_POOL } from '#libs/service-kit';

/** What an operator watches, on the default registry. The age is read from the database at every scrape. */
@Injectable()
export class WebhookMetrics {
  readonly attempts = new Counter({
    name: fresh('attempts_total'),
    help: 'Attempts to deliver a webhook, by result: delivered, gone, or why it failed',
    labelNames: ['result'],
  });

  constructor(@Inject(HOT_POOL) pool: Pool) {
    new Gauge({
      name: fresh('oldest_waiting_seconds'),
      help: 'Age of the oldest entry of a running subscription that its callback has not got yet',
      async collect() {
        this.set(await oldestWaitingS(pool));
      },
    });
  }
}

/** NaN while the database cannot be asked: a scrape must not fail with it. */
async function oldestWaitingS(pool: Pool): Promise<number> {
  const result = await pool.query<{ age: number }>(oldest).catch(() => undefined);
  return result?.rows[0]?.age ?? NaN;
}

const oldest = `
select coalesce(extract(epoch from clock_timestamp() - min(e.appended_at)), 0)::float8 as age
from subscription s left join webhook_lane w on w.subscription_id = s.id
cross join lateral (
  select f.appended_at from feed_entry f
  where f.subscription_id = s.id and f.position > coalesce(w.position, 0) order by f.position limit 1) e
where s.callback is not null and s.ended_at is null and s.valid_until > clock_timestamp()
  and s.last_position > coalesce(w.position, 0)`;

/** A second application in the same process (tests) replaces the first one's metrics. */
function fresh(name: string): string {
  const full = `einmal_webhook_${name}`;
  register.removeSingleMetric(full);
  return full;
}
