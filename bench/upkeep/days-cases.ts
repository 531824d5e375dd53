import type { Pool } from 'pg';
import { keepInbox } from '#libs/inbox';
import { keepOutbox } from '#libs/outbox';
import { keepLogs, keepProofs, type Upkeep } from '#libs/service-kit';
import { FeedRetention } from '../../apps/gateway/src/following/feed-retention.service.ts';
import { WebhookUpkeep } from '../../apps/gateway/src/webhooks/webhook-upkeep.service.ts';
import { decision, lookup, outcomes } from './due-rows.sql.ts';

/** The database of one app through forty days. */
export interface DaysCase {
  readonly app: 'gateway' | 'vehicles';
  /** What is there on the first day. */
  readonly fill: readonly string[];
  /** What comes each day besides the writes. */
  readonly daily: readonly string[];
  readonly write: string;
  readonly tasks: readonly string[];
  readonly mount: (upkeep: Upkeep, pool: Pool) => void;
  /** Statements that answer 0 as `found` when all is as it should be. */
  readonly checks: Readonly<Record<string, string>>;
}

const vehicles = `evidence_type like 'vehicles.%'`;

export const daysCases: readonly DaysCase[] = [
  {
    app: 'gateway',
    fill: [
      // Half a year is over on one of the days to come.
      `${decision(`uuidv7(-make_interval(days => 140 + n % 60))`, 'n', 'vehicles.parking-permit.v1')}
       from generate_series(1, 60000) n`,
      ...outcomes,
    ],
    daily: [
      `insert into inbox_event (consumer_group, event_id) select 'g', gen_random_uuid()::text from generate_series(1, 1000)`,
      `insert into dpop_proof (jkt, jti, expires_at)
       select 't', gen_random_uuid(), now() + interval '1 minute' from generate_series(1, 1000)`,
    ],
    write: lookup,
    tasks: [
      ...['log-months-ahead', 'log-rows-due', 'log-months-due', 'inbox', 'dpop-proofs'],
      ...['feed-entries', 'forgotten-subjects', 'webhook-cursors', 'webhook-deliveries'],
    ],
    mount: (upkeep, pool) => {
      keepLogs(upkeep);
      keepInbox(upkeep);
      keepProofs(upkeep);
      new FeedRetention(upkeep, { feedRetentionDays: 30 });
      new WebhookUpkeep(pool, upkeep);
    },
    checks: {
      'months that are missing ahead': `select (3 - count(*))::int as found from log_partition
        where log = 'decision' and ends_at > now() + interval '1 month' and ends_at < now() + interval '4 months 5 days'`,
      'decisions in the default partition': 'select count(*)::int as found from decision_default',
      'decisions kept for too long': `select count(*)::int as found from decision
        where ${vehicles} and id < first_id_at(now() - interval '6 months 1 day')`,
      'outcomes without a decision': `select count(*)::int as found from outcome
        where not exists (select from decision where id = decision_id)`,
      'events remembered for too long': `select count(*)::int as found from inbox_event
        where handled_at < now() - interval '31 days'`,
    },
  },
  {
    app: 'vehicles',
    fill: [],
    daily: [
      `update outbox_cursor set high = (select coalesce(max(id), 0) from outbox)`,
      `insert into outbox_ledger as l (day, events, id_sum, content_hash)
       select (created_at at time zone 'UTC')::date, count(*), sum(id), sum(outbox_row_hash(id, key, payload))
       from outbox group by 1
       on conflict (day) do update set events = excluded.events, id_sum = excluded.id_sum,
         content_hash = excluded.content_hash where l.removed_at is null`,
    ],
    write: `insert into outbox (event_id, key, payload) values (gen_random_uuid(), 'k', '{}')`,
    tasks: [
      'outbox-days-ahead',
      'outbox-days-due',
      'log-months-ahead',
      'log-rows-due',
      'log-months-due',
      'inbox',
    ],
    mount: (upkeep) => {
      keepOutbox(upkeep, 14, () => undefined);
      keepLogs(upkeep);
      keepInbox(upkeep);
    },
    checks: {
      'events in the default partition': 'select count(*)::int as found from outbox_default',
      'days that are missing ahead': `select (14 - count(*))::int as found from pg_inherits
        where inhparent = 'outbox'::regclass and inhrelid::regclass::text > 'outbox_' || to_char(now() at time zone 'UTC', 'YYYYMMDD')
          and inhrelid <> 'outbox_default'::regclass`,
      'days kept for too long': `select count(*)::int as found
        from outbox_days_before((now() at time zone 'UTC')::date - 14)`,
    },
  },
];
