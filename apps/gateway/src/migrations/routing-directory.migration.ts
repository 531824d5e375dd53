import { migrationOf } from '#libs/service-kit';

/**
 * Which authority keeps the record of a subject: for natural persons, where they live. Subjects and records are keyed
 * pseudonyms. The service reaches the table through two functions only: one takes notes, the other answers for exact names,
 * so that nobody with its login can list who lives where.
 *
 * A row stands for one record, under its subject's name and under its own. Notes may come in any order and again: of one
 * record the highest version rules, and it is there since the earliest day on which it was that authority's.
 */
export const routingDirectoryMigration = migrationOf('RoutingDirectory1796947200000', [
  'create schema routing',
  `create table routing.residence (
  register text not null,
  name text not null,
  record text not null,
  authority text not null,
  version integer not null,
  since date not null,
  recorded_at timestamptz not null,
  closed boolean not null,
  primary key (register, name, record)
)`,
  `create function routing.note(notes jsonb) returns void
language sql security definer set search_path = routing, pg_temp as $$
  insert into residence as known (register, name, record, authority, version, since, recorded_at, closed)
  select n.register, named.name, n.record, n.authority, n.version, n.since, n."recordedAt", n.closed and named.name <> n.record
  from jsonb_to_recordset(notes) as n(register text, subject text, record text, authority text, version integer,
    since date, "recordedAt" timestamptz, closed boolean)
  cross join lateral (values (n.subject), (n.record)) as named(name)
  order by n.register, named.name, n.record
  on conflict (register, name, record) do update set
    since = case
      when known.authority = excluded.authority then least(known.since, excluded.since)
      when excluded.version > known.version then excluded.since
      else known.since
    end,
    authority = case when excluded.version > known.version then excluded.authority else known.authority end,
    closed = case when excluded.version > known.version then excluded.closed else known.closed end,
    recorded_at = case when excluded.version > known.version then excluded.recorded_at else known.recorded_at end,
    version = greatest(known.version, excluded.version)
$$`,
  `create function routing.keepers(registers text[], names text[])
returns table (place integer, authority text, authorities integer)
language sql stable security definer set search_path = routing, pg_temp as $$
  select asked.place::integer, kept.authority, kept.authorities
  from unnest(registers, names) with ordinality as asked(register, name, place)
  cross join lateral (
    select (array_agg(r.authority order by r.since desc, r.recorded_at desc, r.authority))[1] as authority,
      count(distinct r.authority)::integer as authorities
    from residence r where r.register = asked.register and r.name = asked.name and not r.closed
  ) as kept
$$`,
  'revoke all on schema routing from public',
  'revoke execute on function routing.note(jsonb), routing.keepers(text[], text[]) from public',
  'grant usage on schema routing to gateway_app',
  'grant execute on function routing.note(jsonb), routing.keepers(text[], text[]) to gateway_app',
]);
