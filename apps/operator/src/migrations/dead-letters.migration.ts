import type { MigrationInterface, QueryRunner } from 'typeorm';

export class DeadLetters1767226100000 implements MigrationInterface {
  readonly name = 'DeadLetters1767226100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(letters);
    await runner.query(redrives);
  }

  down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}

/** Thin events as their consumers parked them: pseudonyms and field names, no personal value. */
const letters = `
  -- How far this service has read: written with the rows themselves, so that neither can be without the other.
  create table stream_position (
    topic text not null,
    partition int not null,
    next_offset bigint not null,
    primary key (topic, partition)
  );

  create table dead_letter (
    id uuid primary key,
    number bigint generated always as identity unique,
    consumer_group text not null,
    topic text not null,
    origin text not null,
    event_key text not null,
    event_id text not null,
    replay_id text not null default '',
    type text not null,
    -- Only the members of a thin event; what else was parked stays with its consumer and is only measured here.
    event jsonb,
    bytes int not null,
    cause_code text not null,
    cause text not null,
    attempts int not null,
    blocks_key boolean not null,
    state text not null check (state in ('PARKED', 'REDRIVEN', 'DISCARDED')),
    failed_redrives int not null default 0,
    parked_at timestamptz not null,
    changed_at timestamptz not null,
    unique (consumer_group, event_id, replay_id)
  );
  create index dead_letter_parked on dead_letter (consumer_group, event_key, number) where state = 'PARKED';
  create index dead_letter_by_key on dead_letter (event_key, number);

  create table dead_letter_step (
    dead_letter_id uuid not null references dead_letter (id),
    number bigint generated always as identity,
    at timestamptz not null,
    state text not null,
    cause_code text not null,
    attempts int not null,
    primary key (dead_letter_id, number)
  );

  grant select, insert, update on stream_position, dead_letter to operator_app;
  grant select, insert on dead_letter_step to operator_app;`;

const redrives = `
  create table redrive (
    id uuid primary key,
    number bigint generated always as identity unique,
    kind text not null check (kind in ('REDRIVE', 'DISCARD')),
    requested_by text not null,
    requested_at timestamptz not null default clock_timestamp(),
    reason text,
    selection jsonb not null,
    finished_at timestamptz
  );

  create table redrive_item (
    redrive_id uuid not null references redrive (id),
    dead_letter_id uuid not null references dead_letter (id),
    outcome text not null default 'PENDING' check (outcome in ('PENDING', 'DONE', 'FAILED', 'HELD_BACK')),
    primary key (redrive_id, dead_letter_id)
  );
  create index redrive_item_of_letter on redrive_item (dead_letter_id) where outcome <> 'DONE';

  -- Commands to consumer groups: committed with the step that asks for them, sent after it, at least once.
  create table command (
    number bigint generated always as identity primary key,
    id uuid not null,
    redrive_id uuid not null references redrive (id),
    topic text not null,
    key text not null,
    payload text not null,
    sent_at timestamptz
  );
  create index command_unsent on command (number) where sent_at is null;

  grant select, insert on redrive, redrive_item, command to operator_app;
  grant update (finished_at) on redrive to operator_app;
  grant update (outcome) on redrive_item to operator_app;
  grant update (sent_at) on command to operator_app;`;
