import { tells } from './grace.ts';

/** Who follows the subject `$1` of register `$2` for events of type `$3`; `$4` narrows it to one subscription. */
export const matchSql = `
select s.id as "subscriptionId", ss.id as "subjectId"
from subscription_subject ss join subscription s on s.id = ss.subscription_id
where ss.event_subject = $1 and ss.removed_at is null and s.register = $2 and $3 = any(s.event_types)
  and s.ended_at is null and s.valid_until > clock_timestamp() and ($4::uuid is null or s.id = $4::uuid)`;

/**
 * One entry per subscription, at the next place of its feed.
 *
 * The subscriptions are locked in the order of their ids and stay so until the transaction ends. Another transaction
 * that would append to one of them waits, and then counts on from the committed number (READ COMMITTED continues with
 * the newest version of a row it had to wait for). So an entry never becomes visible after one of a higher place: a
 * reader that goes on from the last place it saw misses nothing, in whichever order transactions end. A sequence could
 * not promise that.
 */
export const appendSql = `
with follower as (
  select * from unnest($1::uuid[], $2::uuid[]) as f(subscription_id, subject_id)
),
locked as materialized (
  select id from subscription where id in (select subscription_id from follower) order by id for no key update
),
counted as (
  update subscription s set last_position = s.last_position + 1 from locked l where s.id = l.id
  returning s.id, s.last_position
)
insert into feed_entry (subscription_id, position, subject_id, event_id, replay_id, source, type, time, effective_on,
  record_id)
select c.id, c.last_position, f.subject_id, $3::uuid, $4, $5, $6, $7, $8, $9::uuid
from counted c join follower f on f.subscription_id = c.id
on conflict (subscription_id, event_id, replay_id) do nothing`;

/** One snapshot for the subscription and its entries: what was pruned meanwhile cannot be missed unnoticed. */
export const pageSql = `
select s.client_id as "clientId", s.authority, s.purpose, s.register, s.event_types as "eventTypes",
  s.by_will as "byWill",
  ${tells} as open,
  s.last_position as "lastPosition", s.pruned_position as "prunedPosition", e.entry
from subscription s
left join lateral (
  select e.position, json_build_object('position', e.position, 'eventId', e.event_id, 'replayId', e.replay_id,
    'source', e.source, 'type', e.type, 'time', e.time, 'effectiveOn', e.effective_on, 'recordId', e.record_id,
    'subjectId', ss.id, 'reference', ss.reference, 'subjectKind', ss.subject_kind, 'subject', ss.subject,
    'consentId', ss.consent_id, 'listed', ss.removed_at is null) as entry
  from feed_entry e join subscription_subject ss on ss.id = e.subject_id
  where e.subscription_id = s.id and e.position > $2
  order by e.position limit $3
) e on true
where s.id = $1
order by e.position`;

export const stillListedSql = `
select ss.id from subscription_subject ss join subscription s on s.id = ss.subscription_id
where s.id = $1 and ss.id = any($2::uuid[]) and ss.removed_at is null
  and ${tells}`;
