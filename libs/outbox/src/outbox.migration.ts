import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Role names of the local stack and of deployments; anything else could carry SQL. */
const roleName = /^[a-z_][a-z0-9_]{0,62}$/;

/**
 * The outbox of one register, frozen. Daily partitions (UTC) are made well ahead by `outbox_ensure_partitions`; the
 * default partition takes what has none, so no write can fail at midnight. Old days can be detached and dropped.
 */
export function outboxMigration(appRole: string): new () => MigrationInterface {
  if (!roleName.test(appRole)) throw new TypeError('The app role of an outbox is a plain lower-case name.');
  return class Outbox1767225600000 implements MigrationInterface {
    readonly name = 'Outbox1767225600000';

    async up(runner: QueryRunner): Promise<void> {
      await runner.query(outboxSql);
      await runner.query(`
        grant select, insert on outbox to ${appRole};
        grant select, update on outbox_cursor to ${appRole};
        revoke all on function outbox_ensure_partitions(int) from public;
        select outbox_ensure_partitions(14);
        grant execute on function outbox_ensure_partitions(int) to ${appRole};
      `);
    }

    down(): Promise<void> {
      throw new Error('Migrations go forward only.');
    }
  };
}

const outboxSql = `
create table outbox (
  id bigint generated always as identity,
  event_id uuid not null,
  key text not null,
  payload text not null check (octet_length(payload) <= 65536),
  created_at timestamptz not null default now(),
  primary key (id, created_at)
) partition by range (created_at);

create table outbox_default partition of outbox default;

-- A writer must own a transaction id before it draws an outbox id: the relay's cursor rests on that order.
create function outbox_assign_transaction() returns trigger language plpgsql as $$
begin
  perform pg_current_xact_id();
  return null;
end $$;

create trigger outbox_assign_transaction before insert on outbox
  for each statement execute function outbox_assign_transaction();

create table outbox_cursor (
  only_row boolean primary key default true check (only_row),
  high bigint not null default 0,
  gaps jsonb not null default '[]',
  saved_by xid8 not null default '0',
  saved_at timestamptz,
  epoch bigint not null default 0
);
insert into outbox_cursor default values;

-- Attaching takes a weaker lock on the parent than "create … partition of", so writers go on.
create function outbox_ensure_partitions(days_ahead int) returns int
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  day date;
  partition_name text;
  made int := 0;
begin
  if days_ahead not between 0 and 60 then raise exception 'days_ahead must be 0 to 60'; end if;
  perform set_config('lock_timeout', '2s', true);
  for day in select current_day::date from generate_series(
    (now() at time zone 'UTC')::date, (now() at time zone 'UTC')::date + days_ahead, interval '1 day') current_day
  loop
    partition_name := 'outbox_' || to_char(day, 'YYYYMMDD');
    continue when to_regclass(partition_name) is not null;
    continue when exists (select from outbox_default
      where created_at >= day::timestamp at time zone 'UTC'
        and created_at < (day + 1)::timestamp at time zone 'UTC');
    execute format('create table %I (like outbox including defaults including constraints)', partition_name);
    execute format('alter table outbox attach partition %I for values from (%L) to (%L)', partition_name,
      to_char(day, 'YYYY-MM-DD') || ' 00:00:00+00', to_char(day + 1, 'YYYY-MM-DD') || ' 00:00:00+00');
    made := made + 1;
  end loop;
  return made;
end $$;
`;
