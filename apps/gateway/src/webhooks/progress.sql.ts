/**
 * Moving a lane, $1 from position $2 to $3, where an event at $4 was settled or none. Compare and set: a lane that was
 * rewound meanwhile stays where it was put. What waited on the way and was not taken now has been withheld.
 */
const moved = `
moved as (
  insert into webhook_lane as w (subscription_id, position) values ($1, $3)
  on conflict (subscription_id) do update set position = excluded.position, attempts = 0, due_at = '-infinity'
  where w.position = $2),
withheld as (
  update webhook_delivery set state = 'WITHHELD', last_result = 'withheld', last_status = null
  where subscription_id = $1 and position > $2 and position <= $3 and state = 'WAITING'
    and again_due_at is null and position is distinct from $4::bigint)`;

const noted = (state: string, more = ''): string => `
insert into webhook_delivery as d
  (subscription_id, position, event_id, event_type, state, attempts, last_result, last_status)
values ($1, $4, $5, $6, ${state}, 1, $7, $8)
on conflict (subscription_id, position) do update set state = excluded.state, attempts = d.attempts + 1,
  last_result = excluded.last_result, last_status = excluded.last_status,
  last_attempt_at = clock_timestamp()${more}`;

const putOff = `
put_off as (
  insert into webhook_lane as w (subscription_id, position, attempts, due_at)
  values ($1, $2, 1, clock_timestamp() + $3 * interval '1 ms')
  on conflict (subscription_id) do update set attempts = w.attempts + 1, due_at = excluded.due_at
  where w.position = $2)`;

/** $1 subscription, $2 from, $3 to, $4 null. Nothing could be told. */
export const pass = `with ${moved} select`;

/** $1 subscription, $2 from, $3 to, $4 position, $5 event, $6 type, $7 result, $8 status, $9 DELIVERED or FAILED. */
export const settle = `with ${moved} ${noted('$9', ', again_due_at = null, again_attempts = 0')}`;

/** $1 subscription, $2 from, $3 ms to wait, $4 position, $5 event, $6 type, $7 result, $8 status. */
export const postpone = `with ${putOff} ${noted(`'WAITING'`)}`;

/**
 * $1 subscription, $2 from, $3 ms to wait, $4 result. Nothing was decided, because there was nobody to send to; so no
 * event may be named but one that was decided at an earlier attempt.
 */
export const postponeUndecided = `
with ${putOff}
update webhook_delivery set attempts = attempts + 1, last_result = $4, last_status = null,
  last_attempt_at = clock_timestamp()
where subscription_id = $1 and position > $2 and state = 'WAITING' and again_due_at is null`;

/** $1 subscription, $2 from. */
export const passPruned = `
insert into webhook_lane as w (subscription_id, position) select id, pruned_position from subscription where id = $1
on conflict (subscription_id) do update set position = excluded.position, attempts = 0 where w.position = $2`;

/** $1 subscription, $2 position, $3 ms. */
export const deferAgain = `
update webhook_delivery set again_due_at = clock_timestamp() + $3 * interval '1 ms'
where subscription_id = $1 and position = $2`;

/** $1 subscription, $2 from, $3 ms. Not the receiver's fault, so no attempt is counted. */
export const defer = `
insert into webhook_lane as w (subscription_id, position, due_at)
values ($1, $2, clock_timestamp() + $3 * interval '1 ms')
on conflict (subscription_id) do update set due_at = excluded.due_at where w.position = $2`;

/**
 * $1 subscription, $2 position, $3 result, $4 status, $5 ms until the next attempt or null for none, $6 the state that
 * it ends in or null to leave it: what was delivered once stays so, whatever came of doing it again.
 */
export const settleAgain = `
update webhook_delivery set attempts = attempts + 1, last_result = $3, last_status = $4,
  last_attempt_at = clock_timestamp(), again_due_at = clock_timestamp() + $5::float8 * interval '1 ms',
  again_attempts = case when $5::float8 is null then 0 else again_attempts + 1 end,
  state = case when state = 'DELIVERED' then state else coalesce($6, state) end
where subscription_id = $1 and position = $2`;

/** $1 callback. */
export const healthy = `
update webhook_callback set failures = 0, paused_until = '-infinity' where callback_id = $1 and failures > 0`;

/** $1 callback, $2 result, $3 ms to pause, or null to disable it, $4 why. */
export const ailing = `
update webhook_callback set failures = failures + 1, last_failure = $2, last_failure_at = clock_timestamp(),
  paused_until = coalesce(clock_timestamp() + $3::float8 * interval '1 ms', paused_until),
  disabled = case when $3::float8 is null then $4 else disabled end
where callback_id = $1`;
