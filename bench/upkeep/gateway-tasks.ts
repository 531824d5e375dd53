import { keepInbox } from '#libs/inbox';
import { keepLogs, keepProofs } from '#libs/service-kit';
import { FeedRetention } from '../../apps/gateway/src/following/feed-retention.service.ts';
import { OpenOutcomes } from '../../apps/gateway/src/lookups/open-outcomes.service.ts';
import type { RegisterDirectory, RegistersConfig } from '../../apps/gateway/src/registers/index.ts';
import { WebhookUpkeep } from '../../apps/gateway/src/webhooks/webhook-upkeep.service.ts';
import {
  append,
  decision,
  feedEntry,
  lookup,
  many,
  one,
  outcomes,
  subscription,
  subscriptions,
} from './due-rows.sql.ts';
import { rowsOf, type UpkeepCase } from './upkeep-case.ts';

export const gatewayTasks: readonly UpkeepCase[] = [
  {
    app: 'gateway',
    task: 'log-rows-due',
    fill: [
      `${decision(`uuidv7(-interval '2 years' - make_interval(secs => n))`, 'n', 'vehicles.parking-permit.v1')} from ${many}`,
      ...outcomes,
    ],
    write: lookup,
    left: rowsOf('decision'),
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
    left: rowsOf('decision'),
    mount: keepLogs,
  },
  {
    app: 'gateway',
    task: 'feed-entries',
    fill: [subscriptions, feedEntry('40 days', many)],
    write: append,
    left: rowsOf('feed_entry'),
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
    left: rowsOf('subscription_subject'),
    mount: (upkeep) => new FeedRetention(upkeep, { feedRetentionDays: 30 }),
  },
  {
    app: 'gateway',
    task: 'removed-subjects',
    fill: [
      subscriptions,
      `insert into subscription_subject (id, subscription_id, reference, subject_kind, subject, event_subject, removed_at)
       select gen_random_uuid(), ${subscription}, n::text, 'idnr', 's', 'e' || n, now() - interval '40 days' from ${many}`,
    ],
    write: `insert into subscription_subject (id, subscription_id, reference, subject_kind, subject, event_subject)
      select gen_random_uuid(), ${subscription}, n::text, 'idnr', 's', 'e' || n from ${one}`,
    left: rowsOf('subscription_subject'),
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
    left: rowsOf('webhook_delivery'),
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
    left: rowsOf('webhook_cursor'),
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
    left: rowsOf('inbox_event'),
    mount: keepInbox,
  },
  {
    app: 'gateway',
    task: 'dpop-proofs',
    fill: [
      `insert into dpop_proof (jkt, jti, expires_at) select 'thumbprint', gen_random_uuid(), now() - interval '1 hour' from ${many}`,
    ],
    write: `insert into dpop_proof (jkt, jti, expires_at) values ('thumbprint', gen_random_uuid(), now() + interval '1 hour')`,
    left: rowsOf('dpop_proof'),
    mount: keepProofs,
  },
  {
    app: 'gateway',
    task: 'open-outcomes',
    // One of 256 was left open, and no register knows of it.
    fill: [
      `${decision(`uuidv7(-interval '1 hour')`, 'n', 'vehicles.parking-permit.v1')} from ${many}`,
      `insert into outcome (decision_id, status) select id, 'EVIDENCE' from decision where right(id::text, 2) <> '00'`,
    ],
    write: lookup,
    left: rowsOf(
      "decision d where id < first_id_at(now() - interval '50 seconds') and not exists (select from outcome where decision_id = id)",
    ),
    mount: (upkeep) => {
      const silent: Pick<RegisterDirectory, 'answered'> = {
        answered: () => Promise.resolve({ answered: [] }),
      };
      new OpenOutcomes(upkeep, silent as RegisterDirectory, { registerTimeoutMs: 2_000 } as RegistersConfig);
    },
  },
];
