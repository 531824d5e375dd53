import type { LogTable, PartitionedLogs } from './partitioned-logs.ts';

/** Outside of a transaction, and so that a second attempt mends what a first one left unfinished. */
export const indexSql = ({ tables }: PartitionedLogs): string[] =>
  tables
    .filter(({ needsIndex }) => needsIndex)
    .flatMap(({ name, id }) => [
      `drop index concurrently if exists ${name}_by_id`,
      `create index concurrently ${name}_by_id on ${name} (${id})`,
    ]);

/** Rows that exist must fit below the month after the next one; the few with an id from elsewhere go aside. */
export const prepareSql = ({ tables }: PartitionedLogs): string[] => [
  firstIdAt,
  lockAll(tables),
  // Whatever the statistics say, the few come by the index.
  `select set_config('enable_seqscan', 'off', true)`,
  ...tables.map(
    ({ name, id }) => `do $$
declare
  month date := (date_trunc('month', now() at time zone 'UTC') + interval '2 months')::date;
  bound uuid := first_id_at(month::timestamp at time zone 'UTC');
  stored text := (select string_agg(quote_ident(attname), ', ') from pg_attribute
    where attrelid = '${name}'::regclass and attnum > 0 and not attisdropped and attgenerated = '');
begin
  create table ${name}_default (like ${name} including all);
  execute format('with misfit as (delete from ${name} where ${id} >= %L returning *)
    insert into ${name}_default (%s) select %s from misfit', bound, stored, stored);
  execute format('alter table ${name} add constraint %I check (${id} < %L) not valid',
    '${name}_before_' || to_char(month, 'YYYYMM'), bound);
end $$`,
  ),
];

/** Reads all rows, under a lock that keeps out no reader and no writer. */
export const validateSql = ({ tables }: PartitionedLogs): string[] =>
  tables.map(
    ({ name }) => `do $$ begin
  execute format('alter table ${name} validate constraint %I', ${proofOf(name)});
end $$`,
  );

/** The table becomes the first partition of one that takes its name; what was proven is not read again. */
export const partitionSql = ({ tables, appRole }: PartitionedLogs): string[] => [
  lockAll(tables),
  ...tables.map(
    ({ name, id, rights }) => `do $$
declare
  first text := ${proofOf(name)};
  bound uuid := first_id_at(to_date(right(first, 6), 'YYYYMM')::timestamp at time zone 'UTC');
begin
  execute format('alter table ${name} rename to %I', first);
  execute format('alter index ${name}_pkey rename to %I', first || '_pkey');
  execute format('create table ${name} (like %I including all) partition by range (${id})', first);
  execute format('alter table ${name} drop constraint %I', first);
  execute format('alter table ${name} attach partition %I for values from (minvalue) to (%L)', first, bound);
  execute format('alter table %I drop constraint %I', first, first);
  execute format('revoke all on %I from ${appRole}', first);
  alter table ${name} attach partition ${name}_default default;
  grant ${rights} on ${name} to ${appRole};
end $$`,
  ),
];

const proofOf = (table: string): string => `(select conname::text from pg_constraint
    where conrelid = '${table}'::regclass and conname ~ '^${table}_before_[0-9]{6}$')`;

/**
 * Tries again and again instead of letting writers queue up behind it. A vacuum of a month would outlast that; it yields to
 * who has waited for `deadlock_timeout`, which only the granted may set.
 */
export const lockAll = (tables: readonly Pick<LogTable, 'name'>[]): string => `do $$ begin
  perform set_config('lock_timeout', '100ms', true);
  if has_parameter_privilege('deadlock_timeout', 'set') then
    perform set_config('deadlock_timeout', '50ms', true);
  end if;
  for attempt in 1 .. 600 loop
    begin
      lock table ${tables.map(({ name }) => name).join(', ')} in access exclusive mode;
      return;
    exception when lock_not_available then perform pg_sleep(0.2);
    end;
  end loop;
  raise exception 'the logs are never free for a moment' using errcode = 'lock_not_available',
    hint = 'an autovacuum yields if the migrator has been granted: set on parameter deadlock_timeout';
end $$`;

/** A UUIDv7 begins with its millisecond (RFC 9562 §5.7), so all ids of later instants come after this one. */
const firstIdAt = `
create function first_id_at(instant timestamptz) returns uuid language sql immutable strict parallel safe
return rpad(lpad(to_hex((extract(epoch from instant - timestamptz '1970-01-01 00:00:00+00') * 1000)::bigint), 12, '0'),
  32, '0')::uuid`;
