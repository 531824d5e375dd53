import { keepOutbox } from '#libs/outbox';
import { gatewayMigrations } from '../../apps/gateway/src/migrations/index.ts';
import { DeadLettersModule } from '../../apps/operator/src/dead-letters/dead-letters.module.ts';
import { migrations as operatorMigrations } from '../../apps/operator/src/migrations/index.ts';
import { CaseUpkeep } from '../../apps/vehicles/src/cases/case-upkeep.service.ts';
import { migrations as vehiclesMigrations } from '../../apps/vehicles/src/migrations/index.ts';
import { caseOf, deregistered, many, one, openCase } from './due-rows.sql.ts';
import { gatewayTasks } from './gateway-tasks.ts';
import { rowsOf, type UpkeepCase } from './upkeep-case.ts';

export const migrationsOf = {
  gateway: gatewayMigrations,
  vehicles: vehiclesMigrations,
  operator: operatorMigrations,
};

export const upkeepCases: readonly UpkeepCase[] = [
  ...gatewayTasks,
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
    left: rowsOf('outbox'),
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
    left: rowsOf('cases'),
    mount: (upkeep) => new CaseUpkeep(upkeep),
  },
  {
    app: 'vehicles',
    task: 'overtaken-cases',
    fill: [deregistered, openCase(many)],
    write: openCase(one),
    left: rowsOf(`cases where state = 'OPEN'`),
    mount: (upkeep) => new CaseUpkeep(upkeep),
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
    left: rowsOf('dead_letter'),
    mount: (upkeep) => new DeadLettersModule(upkeep),
  },
];
