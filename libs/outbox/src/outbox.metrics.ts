import type { Pool } from 'pg';
import { Counter, Gauge, register } from 'prom-client';
import type { RelayNotice } from './relay.ts';

/**
 * What an operator watches, on the default registry. Backlog and age are read from the database at every scrape, so
 * they are true also while Kafka is down or another instance leads. `backlog` counts ids, so it is exact but for ids
 * that rollbacks left unused.
 */
export class OutboxMetrics {
  private readonly leading = gauge(
    'einmal_outbox_relay_leading',
    '1 while this process brings events to Kafka',
  );
  private readonly published = counter('einmal_outbox_published_total', 'Events acknowledged by Kafka');
  private readonly failures = counter(
    'einmal_outbox_relay_failures_total',
    'Terms of the relay that ended in error',
  );

  constructor(pool: Pool) {
    const backlog = gauge('einmal_outbox_backlog_events', 'Committed events not yet acknowledged by Kafka');
    const age = gauge(
      'einmal_outbox_oldest_event_age_seconds',
      'Age of the oldest event not yet acknowledged',
    );
    removeExisting('einmal_outbox_gaps');
    register.registerMetric(
      new Gauge({
        name: 'einmal_outbox_gaps',
        help: 'Runs of missing ids that a running transaction may still fill',
        registers: [],
        async collect() {
          const state = await readBacklog(pool);
          if (!state) return;
          this.set(state.gaps);
          backlog.set(state.backlog);
          age.set(state.ageS);
        },
      }),
    );
  }

  readonly notice = (notice: RelayNotice): void => {
    if (notice.kind === 'published') this.published.inc(notice.events);
    if (notice.kind === 'failed') this.failures.inc();
    if (notice.kind !== 'published') this.leading.set(notice.kind === 'leading' ? 1 : 0);
  };
}

interface Backlog {
  readonly backlog: number;
  readonly ageS: number;
  readonly gaps: number;
}

/** Undefined while the database cannot be asked: a scrape must not fail with it. */
async function readBacklog(pool: Pool): Promise<Backlog | undefined> {
  try {
    const { rows } = await pool.query<Record<keyof Backlog, number | string>>(
      `select greatest(coalesce((select max(id) from outbox), 0) - c.high, 0) as backlog,
              coalesce(extract(epoch from now() - (
                select created_at from outbox where id > c.high order by id limit 1)), 0)::float8 as "ageS",
              jsonb_array_length(c.gaps) as gaps
       from outbox_cursor c`,
    );
    const row = rows[0];
    return row && { backlog: Number(row.backlog), ageS: Number(row.ageS), gaps: Number(row.gaps) };
  } catch {
    return undefined;
  }
}

function removeExisting(name: string): void {
  if (register.getSingleMetric(name)) register.removeSingleMetric(name);
}

function gauge(name: string, help: string): Gauge {
  removeExisting(name);
  return new Gauge({ name, help });
}

function counter(name: string, help: string): Counter {
  removeExisting(name);
  return new Counter({ name, help });
}
