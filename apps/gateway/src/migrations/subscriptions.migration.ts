import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A grant with event types is one on which events are delivered; without, one on which lookups are answered. */
const eventGrants = `
alter table policy_grant add column event_types text[] check (cardinality(event_types) > 0);
`;

/**
 * A death ends what the person had chosen or consented to (domain §5.2, §6.4). The event names the person by a
 * pseudonym of its own domain, so each record carries it; records from before get it at the next start. Once there, it
 * cannot be changed.
 */
const consentDeath = `
alter table consent add column event_subject text;
alter table consent drop constraint consent_state_check;
alter table consent add constraint consent_state_check
  check (state in ('ACTIVE', 'WITHDRAWN', 'SUPERSEDED', 'ENDED_BY_DEATH'));
create index consent_by_event_subject on consent (event_subject) where state = 'ACTIVE';
create index consent_without_event_subject on consent (id) where event_subject is null and state = 'ACTIVE';

create function consent_keeps_event_subject() returns trigger language plpgsql as $$
begin
  if old.event_subject is not null and new.event_subject is distinct from old.event_subject then
    raise exception 'an event subject is set once' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger consent_keeps_event_subject before update of event_subject on consent
  for each row execute function consent_keeps_event_subject();

grant update (event_subject) on consent to gateway_app;
`;

/**
 * Subscriptions, the subjects they are about, and what waits to be delivered. Subjects are keyed pseudonyms; an entry
 * names its record by the register's own id, because the register is asked again before the entry is told.
 *
 * `last_position` is counted under the lock of the subscription's row, which the appending transaction keeps until its
 * commit. So positions become visible in their order, and a reader that has seen one has missed none before it.
 */
const subscriptionTables = `
create table subscription (
  id uuid primary key,
  client_id text not null,
  authority text not null,
  purpose text not null,
  register text not null check (register in ('residents', 'vehicles', 'business')),
  event_types text[] not null check (cardinality(event_types) > 0),
  by_will boolean not null,
  callback text,
  valid_until timestamptz not null,
  created_at timestamptz not null default clock_timestamp(),
  ended_at timestamptz,
  last_position bigint not null default 0,
  pruned_position bigint not null default 0 check (pruned_position <= last_position)
);
create index subscription_own on subscription (client_id, authority, id desc);

create table subscription_subject (
  id uuid primary key,
  subscription_id uuid not null references subscription,
  reference text not null,
  subject_kind text not null,
  subject text not null,
  event_subject text not null,
  consent_id text,
  added_at timestamptz not null default clock_timestamp(),
  removed_at timestamptz
);
create unique index subscription_subject_reference on subscription_subject (subscription_id, reference)
  where removed_at is null;
create unique index subscription_subject_once on subscription_subject (subscription_id, event_subject)
  where removed_at is null;
create index subscription_subject_by_event on subscription_subject (event_subject) where removed_at is null;

create table feed_entry (
  subscription_id uuid not null references subscription,
  position bigint not null,
  subject_id uuid not null,
  event_id uuid not null,
  replay_id text not null default '',
  source text not null,
  type text not null,
  time text not null,
  effective_on text not null,
  record_id uuid not null,
  appended_at timestamptz not null default clock_timestamp(),
  primary key (subscription_id, position)
);
create unique index feed_entry_once on feed_entry (subscription_id, event_id, replay_id);
create index feed_entry_by_age on feed_entry (appended_at);

grant select, insert on subscription, subscription_subject, feed_entry to gateway_app;
grant update (ended_at, last_position, pruned_position) on subscription to gateway_app;
grant update (removed_at, consent_id) on subscription_subject to gateway_app;
grant delete on subscription_subject, feed_entry to gateway_app;
`;

export class Subscriptions1795392000000 implements MigrationInterface {
  readonly name = 'Subscriptions1795392000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(eventGrants);
    await runner.query(consentDeath);
    await runner.query(subscriptionTables);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
