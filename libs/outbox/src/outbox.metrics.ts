import type { Pool } from 'pg';
import { Counter, Gauge, register } from 'prom-client';
import type { Removal } from './outbox-retention.ts';
import type { RelayNotice } from './relay.ts';

/**
 * What an operator watches, on the default registry. Backlog and age are read from the database at a scrape, so
 * they are true also while Kafka is down or another instance leads. `backlog` counts ids, so it is exact but for ids
 * that rollbacks left unused.
 */
export class OutboxMetrics {
  private readonly leading = gauge('relay_leading', '1 while this process brings events to Kafka');
  private readonly published = counter('published_total', 'Events acknowledged by Kafka');
  private readonly failures = counter('relay_failures_total', 'Terms of the relay that ended in error');
  private readonly removed = counter(
    'days_removed_total',
    'Old days removed after they agreed with the ledger',
  );
  private readonly refused = gauge('days_refused', 'Old days kept because they do not agree with the ledger');

  constructor(pool: Pool) {
    const state = oncePerScrape(() => readBacklog(pool));
    gauge('backlog_events', 'Committed events not yet acknowledged by Kafka', async (self) =>
      self.set((await state()).backlog),
    );
    gauge('oldest_event_age_seconds', 'Age of the oldest event not yet acknowledged', async (self) =>
      self.set((await state()).ageS),
    );
    gauge('gaps', 'Runs of missing ids that a running transaction may still fill', async (self) =>
      self.set((await state()).gaps),
    );
  }

  readonly notice = (notice: RelayNotice): void => {
    if (notice.kind === 'published') this.published.inc(notice.events);
    if (notice.kind === 'failed') this.failures.inc();
    if (notice.kind !== 'published' && notice.kind !== 'few-partitions')
      this.leading.set(notice.kind === 'leading' ? 1 : 0);
  };

  readonly removals = (removals: readonly Removal[]): void => {
    const count = (wanted: Removal['verdict']): number =>
      removals.filter(({ verdict }) => verdict === wanted).length;
    this.removed.inc(count('removed'));
    this.refused.set(count('unpublished') + count('disagrees'));
  };
}

interface Backlog {
  readonly backlog: number;
  readonly ageS: number;
  readonly gaps: number;
}

/** NaN while the database cannot be asked: a scrape must not fail with it. */
const unknown: Backlog = { backlog: NaN, ageS: NaN, gaps: NaN };

async function readBacklog(pool: Pool): Promise<Backlog> {
  try {
    const { rows } = await pool.query<Record<keyof Backlog, number | string>>(
      `select greatest(coalesce((select max(id) from outbox), 0) - c.high, 0) as backlog,
              coalesce(extract(epoch from now() - (
                select created_at from outbox where id > c.high order by id limit 1)), 0)::float8 as "ageS",
              jsonb_array_length(c.gaps) as gaps
       from outbox_cursor c`,
    );
    const row = rows[0];
    return row ? { backlog: Number(row.backlog), ageS: Number(row.ageS), gaps: Number(row.gaps) } : unknown;
  } catch {
    return unknown;
  }
}

/** The gauges of one scrape are collected in the same tick; they share one query. */
function oncePerScrape(read: () => Promise<Backlog>): () => Promise<Backlog> {
  let current: Promise<Backlog> | undefined;
  return () => {
    current ??= read().finally(() => (current = undefined));
    return current;
  };
}

/** A second application in the same process (tests) replaces the first one's metrics. */
function fresh(name: string): string {
  const full = `einmal_outbox_${name}`;
  register.removeSingleMetric(full);
  return full;
}

function gauge(name: string, help: string, collect?: (self: Gauge) => Promise<void>): Gauge {
  return new Gauge({
    name: fresh(name),
    help,
    ...(collect && {
      collect(this: Gauge) {
        return collect(this);
      },
    }),
  });
}

const counter = (name: string, help: string): Counter => new Counter({ name: fresh(name), help });
