import { migrationOf } from '#libs/service-kit';

/**
 * Corrections of dead letters. What is to be done (letter, transform, reason, who) can be inserted and never changed; life
 * cycle, the second person and the hash of what was seen are kept here too, so that no code path can leave them out.
 */
export const correctionsMigration = migrationOf('Corrections1797230000010', [
  // Where the announcement lies that holds the letter as it is parked now; null until it is announced again.
  `alter table dead_letter add column correction_id uuid, add column content_partition int, add column content_offset bigint`,
  `create table correction (
    id uuid primary key default gen_random_uuid(),
    dead_letter_id uuid not null references dead_letter (id),
    state text not null default 'draft'
      check (state in ('draft', 'dry-run', 'approved', 'applied', 'refused', 'cancelled')),
    transform jsonb not null,
    reason text not null check (reason <> ''),
    ticket text not null check (ticket <> ''),
    requested_by text not null,
    requested_issuer text,
    requested_client text,
    requested_at timestamptz not null default clock_timestamp(),
    dry_runs int not null default 0,
    dry_run jsonb,
    dry_run_at timestamptz,
    approved_by text,
    approved_issuer text,
    approved_client text,
    approved_at timestamptz,
    approved_hash text,
    failure text check (failure in ('settled', 'not-as-approved')),
    ended_at timestamptz,
    constraint correction_by_two_persons check (
      approved_by is null or (approved_by, approved_issuer) is distinct from (requested_by, requested_issuer)),
    constraint correction_approved_as_seen check (
      state not in ('approved', 'applied')
      or (approved_by is not null and approved_issuer is not null and dry_run is not null
        and approved_hash is not distinct from dry_run ->> 'hash'))
  )`,
  // One at a time for each letter: a second operator is told of the first.
  `create unique index correction_open on correction (dead_letter_id) where state in ('draft', 'dry-run', 'approved')`,
  'create index correction_of_letter on correction (dead_letter_id, requested_at desc)',
  'create index correction_by_time on correction (requested_at desc, id)',
  `create function correction_step() returns trigger language plpgsql as $$
  begin
    if new.state <> old.state and not exists (
      select from (values
        ('draft', 'dry-run'), ('dry-run', 'approved'), ('approved', 'applied'), ('approved', 'refused'),
        ('draft', 'refused'), ('dry-run', 'refused'), ('draft', 'cancelled'), ('dry-run', 'cancelled')) as step (a, b)
      where a = old.state and b = new.state)
    then raise exception 'correction_step: % to %', old.state, new.state using errcode = 'check_violation';
    end if;
    return new;
  end $$`,
  'create trigger correction_step before update on correction for each row execute function correction_step()',
  `alter table command alter column redrive_id drop not null,
    add column correction_id uuid references correction (id),
    add constraint command_of_one check ((redrive_id is null) <> (correction_id is null))`,
  'create index command_of_correction on command (correction_id) where correction_id is not null',
  `grant select on correction to operator_app`,
  `grant insert (dead_letter_id, transform, reason, ticket, requested_by, requested_issuer, requested_client)
    on correction to operator_app`,
  `grant update (state, dry_runs, dry_run, dry_run_at, approved_by, approved_issuer, approved_client, approved_at,
    approved_hash, failure, ended_at) on correction to operator_app`,
  // As before, and with a letter go its corrections.
  `create or replace function forget_dead_letters(most int) returns int
language plpgsql security definer set search_path = public, pg_temp set enable_seqscan = off as $$
declare
  until constant timestamptz := kept_until('dead-letter', '', interval '30 days', false);
  old uuid[];
begin
  old := array(
    select id from dead_letter where state <> 'PARKED' and changed_at < until
    order by changed_at limit most for update skip locked);
  delete from command where correction_id = any(array(select id from correction where dead_letter_id = any(old)));
  delete from correction where dead_letter_id = any(old);
  delete from redrive_item where dead_letter_id = any(old);
  delete from dead_letter_step where dead_letter_id = any(old);
  delete from dead_letter where id = any(old);
  return cardinality(old);
end $$`,
]);
