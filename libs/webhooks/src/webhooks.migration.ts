import type { MigrationInterface, QueryRunner } from 'typeorm';
import { migrationOf } from '#libs/service-kit';

/** Role names of the local stack and of deployments; anything else could carry SQL. */
const roleName = /^[a-z_][a-z0-9_]{0,62}$/;

/** What is sent and to whom, in the database of an application that sends webhooks; frozen. */
export function webhooksMigration(appRole: string): new () => MigrationInterface {
  if (!roleName.test(appRole)) throw new TypeError('The app role of webhooks is a plain lower-case name.');
  return class WebhookTables1795910400000 implements MigrationInterface {
    readonly name = 'WebhookTables1795910400000';

    async up(runner: QueryRunner): Promise<void> {
      await runner.query(webhookTables);
      await runner.query(`
        grant select, insert, update, delete on webhook_secret, webhook_cursor, webhook_delivery to ${appRole};
        grant select, insert, update on webhook_receiver to ${appRole};
      `);
    }

    down(): Promise<void> {
      throw new Error('Migrations go forward only.');
    }
  };
}

/** What is known of refusals, in the same database; frozen. */
export class WebhookRefusals1795996800025 implements MigrationInterface {
  readonly name = 'WebhookRefusals1795996800025';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(webhookRefusals);
  }

  down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}

/** Which key seals a secret; frozen. @param stamp of the application */
export const secretKeyVersions = (stamp: number): new () => MigrationInterface =>
  migrationOf(`WebhookKeyVersions${stamp}`, [
    'alter table webhook_secret add column key_version int not null default 1',
  ]);

const webhookTables = `
-- Whoever holds the lease of a receiver is its only sender.
create table webhook_receiver (
  id text primary key,
  -- When it may be claimed: after its lease, after its pause; infinity while it is disabled.
  due_at timestamptz not null default '-infinity',
  lease uuid,
  failures integer not null default 0,
  disabled text check (disabled in ('GONE', 'REFUSING', 'FAILING')),
  last_failure text,
  last_status smallint,
  last_failure_at timestamptz
);
create index webhook_receiver_due on webhook_receiver (due_at);

create table webhook_secret (
  id uuid primary key,
  receiver text not null references webhook_receiver,
  sealed bytea not null,
  created_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null default 'infinity'
);
create index webhook_secret_by_receiver on webhook_secret (receiver, expires_at);

-- Everything up to the position has been delivered, withheld or given up; what is there up to the head waits. The
-- application moves the head. A redelivery is a cursor of its own over one position.
create table webhook_cursor (
  stream uuid not null,
  redelivery bigint not null default 0,
  receiver text not null,
  position bigint not null default 0,
  head bigint not null,
  attempts integer not null default 0,
  due_at timestamptz not null default '-infinity',
  primary key (stream, redelivery)
);
create index webhook_cursor_due on webhook_cursor (receiver, due_at) where position < head;

-- The list that the receiver's owner sees. The event itself is never kept: it is judged and taken anew at each attempt.
create table webhook_delivery (
  stream uuid not null,
  position bigint not null,
  event_id uuid not null,
  event_type text not null,
  state text not null check (state in ('WAITING', 'DELIVERED', 'FAILED', 'WITHHELD')),
  attempts integer not null,
  last_result text not null,
  last_status smallint,
  first_attempt_at timestamptz not null default clock_timestamp(),
  last_attempt_at timestamptz not null default clock_timestamp(),
  primary key (stream, position)
);
create index webhook_delivery_by_event on webhook_delivery (stream, event_id);
`;

const webhookRefusals = `
-- The one message that was refused since the receiver took something, or 'several'.
alter table webhook_receiver add column refused text;
-- Behind it lie messages that were set aside: it goes back there if what follows them is refused too.
alter table webhook_cursor add column aside_from bigint;
`;
