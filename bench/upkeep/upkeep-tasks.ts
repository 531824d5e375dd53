import type { Pool } from 'pg';
import { keepInbox } from '#libs/inbox';
import { keepOutbox } from '#libs/outbox';
import { calling, keepLogs, keepProofs, type Upkeep } from '#libs/service-kit';
import { FeedRetention } from '../../apps/gateway/src/following/feed-retention.service.ts';
import { gatewayMigrations } from '../../apps/gateway/src/migrations/index.ts';
import { WebhookUpkeep } from '../../apps/gateway/src/webhooks/webhook-upkeep.service.ts';
import { DeadLettersModule } from '../../apps/operator/src/dead-letters/dead-letters.module.ts';
import { migrations as operatorMigrations } from '../../apps/operator/src/migrations/index.ts';
import { migrations as vehiclesMigrations } from '../../apps/vehicles/src/migrations/index.ts';
import {
  subscriptions,
  subscription,
  decision,
  lookup,
  outcomes,
  feedEntry,
  caseOf,
  many,
  one,
} from './due-rows.sql.ts';

/** One retention task, how `$1` rows come about that are due, and what somebody writes meanwhile. */
export interface UpkeepCase {
  readonly app: 'gateway' | 'vehicles' | 'operator';
  readonly task: string;
  readonly fill: readonly string[];
  /** As an act or a lookup does, in the same table. */
  readonly write: string;
  /** As the app mounts it. */
  readonly mount: (upkeep: Upkeep, pool: Pool) => unknown;
}

export const migrationsOf = {
  gateway: gatewayMigrations,
  vehicles: vehiclesMigrations,
  operator: operatorMigrations,
};

export const upkeepCases: readonly UpkeepCase[] = [
  {
    app: 'gateway',
    task: 'log-rows-due',
    fill: [
      `${decision(`uuidv7(-interval '2 years' - make_interval(secs => n))`, 'n', 'vehicles.parking-permit.v1')} from ${many}`,
      ...outcomes,
    ],
    write: lookup,
    mount: keepLogs,
  },
  {
    app: 'gateway',
    task: 'log-months-due',
    fill: [
      `do $$ declare t text; month date := date_trunc('month', now() - interval '70 months'); begin
        foreach t in array '{decision,outcome,concern}'::text[] loop
          execute 'drop table if exists ' || t || '_' || to_char(month, 'YYYYMM');
          execute (select format('drop table if exists %I', name) from log_partition where log = t and is_first union all select 'select 1' limit 1);
          execute format('create table %I partition of %I for values from (%L) to (%L)', t || '_' || to_char(month, 'YYYYMM'),
            t, first_id_at(month::timestamp at time zone 'UTC'), first_id_at((month + interval '1 month')::timestamp at time zone 'UTC'));
          execute format('create table if not exists %I partition of %I for values from (%L) to (%L)', t || '_' || to_char(now(), 'YYYYMM'),
            t, first_id_at(date_trunc('month', now())), first_id_at(date_trunc('month', now()) + interval '1 month'));
        end loop; end $$`,
      `${decision(`uuidv7(date_trunc('month', now() - interval '70 months') + interval '1 day' - now() + make_interval(secs => n % 2000000))`, 'n', 'business.x.v1')} from ${many}`,
      ...outcomes,
    ],
    write: lookup,
    mount: keepLogs,
  },
  {
    app: 'gateway',
    task: 'feed-entries',
    fill: [subscriptions, feedEntry('40 days', many)],
    write: feedEntry('0 days', one),
    mount: (upkeep) => new FeedRetention(upkeep, { feedRetentionDays: 30 }),
  },
  {
    app: 'gateway',
    task: 'forgotten-subjects',
    fill: [
      subscriptions,
      `insert into subscription_subject (id, subscription_id, reference, subject_kind, subject, event_subject)
       select gen_random_uuid(), ${subscription}, n::text, 'idnr', 's', 'e' || n from ${many}`,
    ],
    write: `insert into subscription_subject (id, subscription_id, reference, subject_kind, subject, event_subject)
      select gen_random_uuid(), ${subscription}, n::text, 'idnr', 's', 'e' || n from ${one}`,
    mount: (upkeep) => new FeedRetention(upkeep, { feedRetentionDays: 30 }),
  },
  {
    app: 'gateway',
    task: 'webhook-deliveries',
    fill: [
      subscriptions,
      `insert into webhook_delivery (stream, position, event_id, event_type, state, attempts, last_result)
       select ${subscription}, n, gen_random_uuid(), 't', 'DELIVERED', 1, 'delivered' from ${many}`,
    ],
    write: `insert into webhook_delivery (stream, position, event_id, event_type, state, attempts, last_result)
      select ${subscription}, n, gen_random_uuid(), 't', 'DELIVERED', 1, 'delivered' from ${one}`,
    mount: (upkeep, pool) => new WebhookUpkeep(pool, upkeep),
  },
  {
    app: 'gateway',
    task: 'webhook-cursors',
    fill: [
      subscriptions,
      `insert into webhook_cursor (stream, redelivery, receiver, head) select ${subscription}, n, 'r', 0 from ${many}`,
    ],
    write: `insert into webhook_cursor (stream, redelivery, receiver, head) select ${subscription}, n, 'r', 0 from ${one}`,
    mount: (upkeep, pool) => new WebhookUpkeep(pool, upkeep),
  },
  {
    app: 'gateway',
    task: 'inbox',
    fill: [
      `insert into inbox_event (consumer_group, event_id, handled_at)
       select 'g', n::text || ' ' || gen_random_uuid(), now() - interval '40 days' from ${many}`,
      `insert into inbox_parked (consumer_group, event_id, key, type, topic, "partition", "offset", origin, payload,
         cause_code, cause, attempts, blocks_key, state, changed_at, announced_at)
       select 'g', n::text || ' ' || gen_random_uuid(), 'k', 't', 't', 0, 0, 'o', '{}', 'c', '', 1, true, 'REDRIVEN',
         t, t from ${many}, (select now() - interval '100 days' as t) old`,
    ],
    write: `insert into inbox_event (consumer_group, event_id) values ('g', gen_random_uuid()::text)`,
    mount: keepInbox,
  },
  {
    app: 'gateway',
    task: 'dpop-proofs',
    fill: [
      `insert into dpop_proof (jkt, jti, expires_at) select 'thumbprint', gen_random_uuid(), now() - interval '1 hour' from ${many}`,
    ],
    write: `insert into dpop_proof (jkt, jti, expires_at) values ('thumbprint', gen_random_uuid(), now() + interval '1 hour')`,
    mount: keepProofs,
  },
  {
    app: 'vehicles',
    task: 'outbox-days-due',
    fill: [
      `do $$ declare day date := current_date - 30; begin
        execute format('create table if not exists %I partition of outbox for values from (%L) to (%L)',
          'outbox_' || to_char(day, 'YYYYMMDD'), day || ' 00:00:00+00', (day + 1) || ' 00:00:00+00'); end $$`,
      `insert into outbox (event_id, key, payload, created_at)
       select gen_random_uuid(), 'key-of-43-characters', repeat('x', 500), current_date - 30 + interval '12 hours' from ${many}`,
      `update outbox_cursor set high = (select max(id) from outbox)`,
      `insert into outbox_ledger (day, events, id_sum, content_hash)
       select (created_at at time zone 'UTC')::date, count(*), sum(id), sum(outbox_row_hash(id, key, payload)) from outbox group by 1
       on conflict (day) do nothing`,
    ],
    write: `insert into outbox (event_id, key, payload) values (gen_random_uuid(), 'k', '{}')`,
    mount: (upkeep) => keepOutbox(upkeep, 14, () => undefined),
  },
  {
    app: 'vehicles',
    task: 'cases',
    fill: [
      'alter table cases drop constraint if exists cases_vehicle_id_fkey',
      caseOf('2 years', many).replace('(select id from vehicles limit 1)', 'gen_random_uuid()'),
      `insert into case_acts (case_id, act) select id, 'CLOSED' from cases`,
    ],
    write: caseOf('0 days', one).replace('(select id from vehicles limit 1)', 'gen_random_uuid()'),
    mount: (upkeep) =>
      upkeep.add({
        name: 'cases',
        most: 500,
        portion: calling('select forget_old_cases($1) as done', [500]),
      }),
  },
  {
    app: 'operator',
    task: 'dead-letters',
    fill: [
      `insert into dead_letter (id, consumer_group, topic, origin, event_key, event_id, type, bytes, cause_code, cause,
         attempts, blocks_key, state, parked_at, changed_at)
       select gen_random_uuid(), 'g', 't', 'o', 'k', n || ' ' || gen_random_uuid(), 't', 1, 'c', '', 1, true, 'REDRIVEN',
         now(), now() - interval '2 years' from ${many}`,
      `insert into dead_letter_step (dead_letter_id, at, state, cause_code, attempts) select id, now(), 'PARKED', 'c', 1
       from dead_letter`,
    ],
    write: `insert into dead_letter (id, consumer_group, topic, origin, event_key, event_id, type, bytes, cause_code, cause,
      attempts, blocks_key, state, parked_at, changed_at)
      values (gen_random_uuid(), 'g', 't', 'o', 'k', gen_random_uuid()::text, 't', 1, 'c', '', 1, true, 'PARKED', now(), now())`,
    mount: (upkeep) => new DeadLettersModule(upkeep),
  },
];
