import type { LogPart, LogTable, PartitionedLogs } from './partitioned-logs.ts';

/** What the app role may have done to its logs. */
export function retentionSql({ kind, appRole, tables, parts }: PartitionedLogs): string[] {
  const [log] = tables as readonly [LogTable];
  const logNames = tables.map(({ name }) => `'${name}'`).join(', ');
  return [
    `create table log_walk (part text primary key, passed uuid not null default '00000000-0000-0000-0000-000000000000')`,
    `insert into log_walk (part) values ${parts.map(({ part }) => `('${part}')`).join(', ')}`,
    `create view log_partition as
select p.relname::text as log, c.relname::text as name, c.relname ~ '_before_' as is_first,
  (to_date(right(c.relname, 6), 'YYYYMM')
    + case when c.relname ~ '_before_' then interval '0' else interval '1 month' end) at time zone 'UTC' as ends_at
from pg_inherits i join pg_class c on c.oid = i.inhrelid join pg_class p on p.oid = i.inhparent
where p.relname in (${logNames}) and p.relnamespace = 'public'::regnamespace and c.relname ~ '_[0-9]{6}$'`,
    dueBefore(kind, parts),
    `create function log_due_before_all() returns timestamptz language sql stable set search_path = public, pg_temp
return (select case when bool_and(log_due_before(part) is not null) then min(log_due_before(part)) end from log_walk)`,
    walkUntil(log),
    forget(tables, parts),
    lagOf(log),
    dropMonth,
    ensureMonths(tables),
    `revoke all on function log_forget(text, int), log_lag(text), log_drop_month(), log_ensure_months(int) from public`,
    `grant execute on function log_forget(text, int), log_lag(text), log_drop_month(), log_ensure_months(int) to ${appRole}`,
    `grant select on log_walk, log_partition to ${appRole}`,
    `do $$ begin while log_ensure_months(3) > 0 loop end loop; end $$`,
  ];
}

const dueBefore = (kind: string, parts: readonly LogPart[]): string =>
  `create function log_due_before(of_part text) returns timestamptz
language sql stable set search_path = public, pg_temp
return case of_part ${parts.map((part) => dueOf(kind, part)).join(' ')} end`;

/** The functions that tell parts apart, made anew for a part more. */
export const partsSql = ({ kind, tables, parts }: PartitionedLogs): readonly string[] =>
  [dueBefore(kind, parts), forget(tables, parts)].map((sql) =>
    sql.replace('create function', 'create or replace function'),
  );

const dueOf = (kind: string, { part, shortest, fromYearEnd = false }: LogPart): string =>
  `when '${part}' then kept_until('${kind}', '${part}', interval '${shortest}', ${fromYearEnd})`;

/** Rows of the part that is kept longest go with their months, but for those of the first partition, which has many. */
const walkUntil = ({ name }: LogTable): string => `
create function log_walk_until(of_part text) returns uuid language sql stable set search_path = public, pg_temp
return case when log_due_before(of_part) > log_due_before_all() then first_id_at(log_due_before(of_part))
  else (select first_id_at(least(ends_at, log_due_before(of_part))) from log_partition where log = '${name}' and is_first)
  end`;

/** Looks at the next rows in the order of their ids, once each, and removes those of the part. */
const forget = ([log, ...others]: PartitionedLogs['tables'], parts: readonly LogPart[]): string => `
create function log_forget(of_part text, most int) returns int
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  until uuid := log_walk_until(of_part);
  mark uuid;
  last uuid;
  looked_at int;
  gone uuid[];
begin
  if until is null or log_due_before(of_part) is null then return 0; end if;
  select passed into strict mark from log_walk where part = of_part for update;
  select count(*), (array_agg(${log!.id} order by ${log!.id} desc))[1],
    array_agg(${log!.id} order by ${log!.id}) filter (where case of_part
      ${parts.map(({ part, matches }) => `when '${part}' then ${matches}`).join('\n      ')} end)
  into looked_at, last, gone
  from (select * from ${log!.name} where ${log!.id} > mark and ${log!.id} < until order by ${log!.id} limit most) as next;
  if looked_at = 0 then return 0; end if;
  ${[...others, log!]
    .map(({ name, id }) => `delete from ${name} where ${id} > mark and ${id} <= last and ${id} = any(gone);`)
    .join('\n  ')}
  update log_walk set passed = last where part = of_part;
  return looked_at;
end $$`;

const lagOf = ({ name, id }: LogTable): string => `
create function log_lag(of_part text) returns double precision
language sql stable security definer set search_path = public, pg_temp
return (select extract(epoch from log_due_before(of_part) - uuid_extract_timestamp(l.${id}))::float8
  from ${name} l, log_walk w
  where w.part = of_part and l.${id} > w.passed and l.${id} < log_walk_until(of_part) order by l.${id} limit 1)`;

/** One at a time: dropping locks out whoever uses the table, for as long as it takes to unlink its name. */
const dropMonth = `
create function log_drop_month() returns int
language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '100ms' as $$
declare
  old text := (select name from log_partition where ends_at <= log_due_before_all() order by ends_at, log desc limit 1);
begin
  if old is null then return 0; end if;
  execute format('drop table %I', old);
  return 1;
end $$`;

/**
 * One at a time. Rows of a month that was not made in time lie in the default partition, and move. Attaching takes a
 * weaker lock on the parent than "create … partition of", so writers go on. A check that old rows need not pass is put on
 * the month as it is on the log, so after them.
 */
export const ensureMonths = (tables: readonly Pick<LogTable, 'name' | 'id'>[]): string => `
create or replace function log_ensure_months(months_ahead int) returns int
language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '100ms' as $$
declare
  missing record;
  checked record;
  begins uuid;
  ends uuid;
  stored text;
begin
  if months_ahead not between 0 and 60 then raise exception 'months_ahead must be 0 to 60'; end if;
  select t.log, t.id, t.log || '_' || to_char(month, 'YYYYMM') as name, month into missing
  from (values ${tables.map(({ name, id }) => `('${name}', '${id}')`).join(', ')}) as t(log, id),
    generate_series(date_trunc('month', now() at time zone 'UTC'),
      date_trunc('month', now() at time zone 'UTC') + make_interval(months => months_ahead), interval '1 month') as month
  where not exists (select from log_partition p where p.log = t.log
    and (p.name = t.log || '_' || to_char(month, 'YYYYMM') or p.is_first and p.ends_at > month at time zone 'UTC'))
  order by month, t.log limit 1;
  if missing is null then return 0; end if;
  begins := first_id_at(missing.month at time zone 'UTC');
  ends := first_id_at((missing.month + interval '1 month') at time zone 'UTC');
  select string_agg(quote_ident(attname), ', ') into stored from pg_attribute
  where attrelid = missing.log::regclass and attnum > 0 and not attisdropped and attgenerated = '';
  execute format('create table %I (like %I including all excluding constraints)', missing.name, missing.log);
  execute format('lock table %I in access exclusive mode', missing.log || '_default');
  execute format('with misplaced as (delete from %I where %I >= %L and %I < %L returning *)
    insert into %I (%s) select %s from misplaced', missing.log || '_default', missing.id, begins, missing.id, ends,
    missing.name, stored, stored);
  for checked in select conname, pg_get_constraintdef(oid) as definition from pg_constraint
    where conrelid = missing.log::regclass and contype = 'c' loop
    execute format('alter table %I add constraint %I %s', missing.name, checked.conname, checked.definition);
  end loop;
  execute format('alter table %I attach partition %I for values from (%L) to (%L)', missing.log, missing.name, begins, ends);
  return 1;
end $$`;
