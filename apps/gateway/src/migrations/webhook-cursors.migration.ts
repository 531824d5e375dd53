import type { MigrationInterface, QueryRunner } from 'typeorm';
import { webhooksMigration } from '#libs/webhooks';

/**
 * What the gateway keeps of webhooks moves into the tables of `libs/webhooks`. A cursor's head follows its feed by a
 * trigger, in the transaction that appends: so what is due is found by one index, and the feed knows no webhooks.
 */
export class WebhookCursors1795910400000 implements MigrationInterface {
  readonly name = 'WebhookCursors1795910400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(setAside);
    await new (webhooksMigration('gateway_app'))().up(runner);
    await runner.query(bringBack);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}

const setAside = `
create temporary table old_callback on commit drop as table webhook_callback;
create temporary table old_secret on commit drop as table webhook_secret;
create temporary table old_lane on commit drop as table webhook_lane;
create temporary table old_delivery on commit drop as table webhook_delivery;
drop table webhook_delivery, webhook_lane, webhook_secret, webhook_callback;
`;

const bringBack = `
insert into webhook_receiver (id, due_at, failures, disabled, last_failure, last_failure_at)
select callback_id, case when disabled is null then paused_until else 'infinity' end, failures, disabled,
  last_failure, last_failure_at from old_callback;

insert into webhook_secret (id, receiver, sealed, created_at, expires_at)
select id, callback_id, sealed, created_at, expires_at from old_secret;

insert into webhook_cursor (stream, receiver, position, head, attempts, due_at)
select s.id, s.callback, coalesce(w.position, 0), s.last_position, coalesce(w.attempts, 0),
  coalesce(w.due_at, '-infinity')
from subscription s left join old_lane w on w.subscription_id = s.id where s.callback is not null;

insert into webhook_cursor (stream, redelivery, receiver, position, head, attempts, due_at)
select s.id, d.position, s.callback, d.position - 1, d.position, d.again_attempts, d.again_due_at
from old_delivery d join subscription s on s.id = d.subscription_id
where d.again_due_at is not null and s.callback is not null;

insert into webhook_delivery (stream, position, event_id, event_type, state, attempts, last_result, last_status,
  first_attempt_at, last_attempt_at)
select subscription_id, position, event_id, event_type, state, attempts, last_result, last_status, first_attempt_at,
  last_attempt_at from old_delivery;

-- In the order of the streams, as an activation locks them, so that neither waits for the other in a circle.
create function webhook_heads_follow_feeds() returns trigger language plpgsql as $$
begin
  insert into webhook_cursor (stream, receiver, head)
  select id, callback, last_position from changed where callback is not null order by id
  on conflict (stream, redelivery) do update set head = excluded.head where webhook_cursor.head < excluded.head;
  return null;
end $$;
create trigger webhook_heads_begin after insert on subscription
  referencing new table as changed for each statement execute function webhook_heads_follow_feeds();
create trigger webhook_heads_follow after update on subscription
  referencing new table as changed for each statement execute function webhook_heads_follow_feeds();
`;
