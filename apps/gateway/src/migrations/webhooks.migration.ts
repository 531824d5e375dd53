import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Callbacks and what is on its way to them.
 *
 * `policy_callback` says where an authority may be called; like all policy the app role only reads it. A callback's
 * row in `webhook_callback` appears with its first signing secret; whoever holds its lease is its only sender. A
 * subscription's row in `webhook_lane` is its cursor: everything up to `position` has been delivered, withheld or
 * given up. `webhook_delivery` is the list that the subscriber sees; the event itself is never kept here, because every
 * attempt is decided anew.
 */
const webhookTables = `
create table policy_callback (
  id text primary key,
  authority text not null references policy_authority,
  url text not null,
  active boolean not null
);

-- Subscriptions and secrets hang on the id: handed to another authority, it would take one's events to the other.
create function callback_keeps_authority() returns trigger language plpgsql as $$
begin
  raise exception 'callback % belongs to another authority for good; give the new one an id of its own', old.id
    using errcode = 'restrict_violation';
end $$;
create trigger callback_keeps_authority before update of authority on policy_callback
  for each row when (old.authority <> new.authority) execute function callback_keeps_authority();

create table webhook_callback (
  callback_id text primary key references policy_callback,
  disabled text check (disabled in ('GONE', 'FAILING')),
  failures integer not null default 0,
  last_failure text,
  last_failure_at timestamptz,
  paused_until timestamptz not null default '-infinity',
  lease uuid,
  leased_until timestamptz not null default '-infinity',
  served_at timestamptz not null default '-infinity'
);

create table webhook_secret (
  id uuid primary key,
  callback_id text not null references webhook_callback,
  sealed bytea not null,
  created_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null default 'infinity'
);
create index webhook_secret_by_callback on webhook_secret (callback_id, expires_at);

create table webhook_lane (
  subscription_id uuid primary key,
  position bigint not null default 0,
  attempts integer not null default 0,
  due_at timestamptz not null default '-infinity'
);

create table webhook_delivery (
  subscription_id uuid not null,
  position bigint not null,
  event_id uuid not null,
  event_type text not null,
  state text not null check (state in ('WAITING', 'DELIVERED', 'FAILED', 'WITHHELD')),
  attempts integer not null,
  last_result text not null,
  last_status smallint,
  first_attempt_at timestamptz not null default clock_timestamp(),
  last_attempt_at timestamptz not null default clock_timestamp(),
  again_due_at timestamptz,
  again_attempts integer not null default 0,
  primary key (subscription_id, position)
);
create index webhook_delivery_by_event on webhook_delivery (subscription_id, event_id);
create index webhook_delivery_again on webhook_delivery (again_due_at) where again_due_at is not null;
create index subscription_by_callback on subscription (callback) where callback is not null;

grant select on policy_callback to gateway_app;
grant select, insert, update on webhook_callback, webhook_secret, webhook_lane, webhook_delivery to gateway_app;
grant delete on webhook_secret, webhook_delivery to gateway_app;
`;

export class Webhooks1795392000001 implements MigrationInterface {
  readonly name = 'Webhooks1795392000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(webhookTables);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
