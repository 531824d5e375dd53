import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Role names of the local stack and of deployments; anything else could carry SQL. */
const roleName = /^[a-z_][a-z0-9_]{0,62}$/;

/** The inbox of one consumer's database, frozen; it serves all its consumer groups. */
export function inboxMigration(appRole: string): new () => MigrationInterface {
  if (!roleName.test(appRole)) throw new TypeError('The app role of an inbox is a plain lower-case name.');
  return class Inbox1767312000000 implements MigrationInterface {
    readonly name = 'Inbox1767312000000';

    async up(runner: QueryRunner): Promise<void> {
      await runner.query(inboxSql);
      await runner.query(`
        grant select, insert, delete on inbox_event to ${appRole};
        grant select, insert, update on inbox_parked to ${appRole};
        revoke all on function inbox_claim(text, text, text, text) from public;
        grant execute on function inbox_claim(text, text, text, text) to ${appRole};
      `);
    }

    down(): Promise<void> {
      throw new Error('Migrations go forward only.');
    }
  };
}

const inboxSql = `
-- One row per handled event, written in the transaction of its effects.
create table inbox_event (
  consumer_group text not null,
  event_id text not null,
  replay_id text not null default '',
  handled_at timestamptz not null default now(),
  primary key (consumer_group, event_id, replay_id)
);
create index inbox_event_handled_at on inbox_event using brin (handled_at);

-- Events that could not be handled: the truth, of which dead letter topics are told.
create table inbox_parked (
  id bigint generated always as identity primary key,
  consumer_group text not null,
  event_id text not null,
  replay_id text not null default '',
  key text not null,
  type text not null,
  topic text not null,
  "partition" int not null,
  "offset" bigint not null,
  -- topic/partition/offset; of a replayed event that of the original
  origin text not null,
  payload bytea not null,
  cause_code text not null,
  cause text not null,
  attempts int not null,
  blocks_key boolean not null,
  state text not null default 'PARKED' check (state in ('PARKED', 'REDRIVEN', 'DISCARDED')),
  reason text,
  parked_at timestamptz not null default clock_timestamp(),
  changed_at timestamptz not null default clock_timestamp(),
  -- changed_at of the last announcement
  announced_at timestamptz,
  unique (consumer_group, event_id, replay_id)
);
create index inbox_parked_waiting on inbox_parked (consumer_group, key, id) where state = 'PARKED';
create index inbox_parked_unannounced on inbox_parked (consumer_group, id)
  where announced_at is distinct from changed_at;

-- Locks the key until the end of the transaction, then says what is known of one of its events. Each statement of a
-- volatile function has a snapshot of its own, so what is read is what holds under the lock.
create function inbox_claim(of_group text, of_key text, of_event text, of_replay text) returns text
language plpgsql volatile as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(of_group || ' ' || of_key, 0));
  if exists (select from inbox_event
    where consumer_group = of_group and event_id = of_event and replay_id = of_replay) then
    return 'handled';
  end if;
  if exists (select from inbox_parked
    where consumer_group = of_group and event_id = of_event and replay_id = of_replay) then
    return 'parked';
  end if;
  if exists (select from inbox_parked
    where consumer_group = of_group and key = of_key and state = 'PARKED' and blocks_key) then
    return 'key-parked';
  end if;
  return 'free';
end $$;
`;
