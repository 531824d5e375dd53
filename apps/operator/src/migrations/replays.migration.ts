import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Replays1767226200000 implements MigrationInterface {
  readonly name = 'Replays1767226200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(replaySql);
    await runner.query(projectionSql);
  }

  down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}

/**
 * The order itself (selection, target, rate, reason, who) can be inserted and never changed. Life cycle and the second
 * pair of eyes are kept here too, so that no code path can leave them out. (A check that yields null passes, hence
 * `is not distinct from`.)
 */
const replaySql = `
  create table replay (
    id uuid primary key default gen_random_uuid(),
    state text not null default 'draft',
    selection jsonb not null,
    target jsonb not null,
    rate_per_second int not null check (rate_per_second between 1 and 100000),
    order_hash text not null check (order_hash ~ '^[0-9a-f]{64}$'),
    reason text not null check (reason <> ''),
    ticket text not null check (ticket <> ''),
    requested_by text not null,
    requested_at timestamptz not null default now(),
    expires_at timestamptz not null,
    dry_run jsonb,
    dry_run_at timestamptz,
    approved_by text check (approved_by <> requested_by),
    approved_at timestamptz,
    approved_hash text,
    started_by text,
    started_at timestamptz,
    ranges jsonb,
    target_start jsonb,
    epoch bigint not null default 0,
    progress jsonb not null default '{}',
    evidence jsonb,
    failure jsonb,
    ended_at timestamptz,
    report text,
    constraint replay_needs_two_people check (
      state not in ('approved', 'running', 'paused', 'done', 'failed')
      or (approved_by is not null and approved_hash is not distinct from order_hash and dry_run is not null)),
    constraint replay_done_has_report check (state <> 'done' or report is not null)
  );
  create index replay_at_work on replay (state) where state in ('running', 'dry-run');
  create index replay_by_time on replay (requested_at desc, id);

  create function replay_step() returns trigger language plpgsql as $$
  begin
    if new.state <> old.state and not exists (
      select from (values
        ('draft', 'dry-run'), ('approved', 'dry-run'), ('dry-run', 'approved'), ('approved', 'running'),
        ('running', 'paused'), ('paused', 'running'), ('running', 'done'), ('running', 'failed'),
        ('draft', 'cancelled'), ('dry-run', 'cancelled'), ('approved', 'cancelled'), ('running', 'cancelled'),
        ('paused', 'cancelled')) as step (a, b)
      where a = old.state and b = new.state)
    then raise exception 'replay_step: % to %', old.state, new.state using errcode = 'check_violation';
    end if;
    return new;
  end $$;
  create trigger replay_step before update on replay for each row execute function replay_step();

  create table replay_checkpoint (
    replay uuid not null references replay,
    partition int not null,
    next_offset bigint not null,
    read bigint not null,
    selected bigint not null,
    primary key (replay, partition)
  );

  grant select on replay to operator_app;
  grant insert (selection, target, rate_per_second, order_hash, reason, ticket, requested_by, expires_at)
    on replay to operator_app;
  grant update (state, dry_run, dry_run_at, approved_by, approved_at, approved_hash, started_by, started_at, ranges,
    target_start, epoch, progress, evidence, failure, ended_at, report) on replay to operator_app;
  grant select, insert, update on replay_checkpoint to operator_app;`;

/**
 * What every register last said about each record. Rows belong to a generation; which one readers see is one row per
 * topic, so a rebuilt generation takes over at once and whole.
 */
const projectionSql = `
  create table projection_generation (
    id bigint generated always as identity primary key,
    topic text not null,
    replay uuid unique references replay,
    created_at timestamptz not null default now()
  );
  create table projection (
    topic text primary key,
    generation bigint not null references projection_generation,
    swapped_at timestamptz not null default now()
  );
  create table projection_position (
    generation bigint not null references projection_generation on delete cascade,
    partition int not null,
    next_offset bigint not null,
    primary key (generation, partition)
  );
  create table record_version (
    generation bigint not null,
    record_id uuid not null,
    version int not null,
    last_type text not null,
    last_event uuid not null,
    effective_on date not null,
    missing int not null,
    primary key (generation, record_id)
  ) with (fillfactor = 85);
  comment on column record_version.missing is 'versions up to this one that no event told of';
  create index record_version_gaps on record_version (generation, record_id) where missing > 0;

  grant select, insert on projection_generation to operator_app;
  grant delete on projection_generation to operator_app;
  grant select, insert, update on projection to operator_app;
  grant select, insert, update on projection_position to operator_app;
  grant select, insert, update, delete on record_version to operator_app;`;
