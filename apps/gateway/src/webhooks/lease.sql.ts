import { tells } from '../following/index.ts';

/** A lane with something to send now: entries after its cursor, not put off, of a subscription that still runs. */
export const dueLanes = `
select s.id, s.callback, w.due_at
from subscription s left join webhook_lane w on w.subscription_id = s.id
where s.callback is not null and ${tells}
  and s.last_position > coalesce(w.position, 0)
  and coalesce(w.due_at, '-infinity') <= clock_timestamp()`;

/** Single deliveries that were asked for again. */
export const dueAgain = `
select d.subscription_id as "subscriptionId", d.position, d.event_id as "eventId", d.again_attempts as attempts,
  s.callback
from webhook_delivery d join subscription s on s.id = d.subscription_id
where d.again_due_at <= clock_timestamp()
  and s.callback is not null and ${tells}`;

const usable = `c.disabled is null and p.active
  and exists (select from policy_authority a where a.id = p.authority and a.active)
  and exists (select from webhook_secret k where k.callback_id = c.callback_id and k.expires_at > clock_timestamp())`;

/**
 * $1 lease, $2 its length in ms. The callback that has waited longest for its turn, so that a busy one starves nobody.
 * A lease that ran out (its sender was killed) is free again; SKIP LOCKED lets senders pass each other.
 */
export const claim = `
with ready as (
  select c.callback_id from webhook_callback c join policy_callback p on p.id = c.callback_id
  where ${usable} and c.paused_until <= clock_timestamp() and c.leased_until <= clock_timestamp()
    and (c.callback_id in (select callback from (${dueLanes}) l)
      or c.callback_id in (select callback from (${dueAgain}) g))
  order by c.served_at, c.callback_id limit 1
  for no key update of c skip locked)
update webhook_callback c
set lease = $1, leased_until = clock_timestamp() + $2 * interval '1 ms', served_at = clock_timestamp()
from ready where c.callback_id = ready.callback_id
returning c.callback_id as id`;

/**
 * $1 callback, $2 lease, $3 its length in ms, $4 subscription. Before every attempt: still mine, still allowed, and
 * where to send now. No row: stop.
 */
export const renew = `
update webhook_callback c set leased_until = clock_timestamp() + $3 * interval '1 ms'
from policy_callback p
where c.callback_id = $1 and c.lease = $2 and p.id = c.callback_id and ${usable}
  and c.paused_until <= clock_timestamp()
returning p.url, c.failures,
  coalesce((select position from webhook_lane where subscription_id = $4), 0)::float8 as position,
  coalesce((select attempts from webhook_lane where subscription_id = $4), 0) as attempts`;

/** $1 callback, $2 lease. What signs now. No row: stop. */
export const signing = `
select (select json_agg(json_build_object('id', k.id, 'sealed', encode(k.sealed, 'base64')) order by k.created_at desc)
  from webhook_secret k where k.callback_id = c.callback_id and k.expires_at > clock_timestamp()) as secrets
from webhook_callback c join policy_callback p on p.id = c.callback_id
where c.callback_id = $1 and c.lease = $2 and ${usable}`;

/** $1 callback, $2 lease. */
export const release = `
update webhook_callback set lease = null, leased_until = '-infinity' where callback_id = $1 and lease = $2`;
