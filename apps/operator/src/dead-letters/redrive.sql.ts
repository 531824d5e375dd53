/** $1–$5: group, topic, type, cause code, key; null means any. */
const fits = `($1::text is null or consumer_group = $1) and ($2::text is null or topic = $2)
  and ($3::text is null or type = $3) and ($4::text is null or cause_code = $4) and ($5::text is null or event_key = $5)`;

const columns = `d.id, d.consumer_group as "group", d.event_key as key, d.event_id as "eventId",
  d.blocks_key as "blocksKey"`;

export const groupOfOne = `select consumer_group as "group" from dead_letter where id = $1 and state = 'PARKED'`;

export const groupsOfMany = `
select distinct consumer_group as "group" from dead_letter where state = 'PARKED' and ${fits} order by 1`;

/** Locked in the order in which the projection locks, and judged anew after the wait for a lock. */
export const lockForDiscard = `
select ${columns}, true as chosen from dead_letter d
where state = 'PARKED' and ${fits}
order by d.number for update`;

/** An event that blocks its key brings all of the key along; one that does not goes by itself. */
export const lockForRedrive = `
with chosen as (
  select id, consumer_group, event_key, blocks_key from dead_letter where state = 'PARKED' and ${fits}
)
select ${columns}, exists (select from chosen c where c.id = d.id) as chosen
from dead_letter d
where d.state = 'PARKED' and (
  d.id in (select id from chosen)
  or (d.consumer_group, d.event_key) in (select consumer_group, event_key from chosen where blocks_key))
order by d.number for update`;

export const lockOne = `
select ${columns}, true as chosen, d.state,
  d.blocks_key and exists (
    select from dead_letter older where older.consumer_group = d.consumer_group and older.event_key = d.event_key
      and older.state = 'PARKED' and older.blocks_key and older.number < d.number) as "outOfOrder"
from dead_letter d where d.id = $1 for update`;

/** A group answers within seconds, after a roll-out within minutes. One that is gone never does, and must not bar a letter for ever. */
const isFresh = (askedAt: string): string => `${askedAt} > clock_timestamp() - interval '15 minutes'`;

/** Of letters ($1) those of which a redrive, a discard or an approved correction waits for its group. */
export const pendingAmong = `
select i.dead_letter_id as id from redrive_item i join redrive r on r.id = i.redrive_id
where i.dead_letter_id = any($1::uuid[]) and i.outcome = 'PENDING' and ${isFresh('r.requested_at')}
union
select dead_letter_id from correction
where dead_letter_id = any($1::uuid[]) and state = 'approved' and ${isFresh('approved_at')}`;

export const insertRedrive = `
insert into redrive (id, kind, requested_by, reason, selection, left_out, absent_groups)
values ($1, $2, $3, $4, $5, $6, $7)`;

export const insertItems = `
insert into redrive_item (redrive_id, dead_letter_id) select $1, unnest($2::uuid[])`;

export const insertCommands = `
insert into command (id, redrive_id, topic, key, payload)
select c.id, $1, c.topic, c.key, c.payload
from unnest($2::uuid[], $3::text[], $4::text[], $5::text[]) with ordinality as c (id, topic, key, payload, position)
order by position`;

/** None is left of letters that are forgotten. */
const total = (column: string): string => `coalesce(sum(k.${column}), 0)::int`;

export const describe = (where: string): string => `
select r.id, r.kind, r.requested_by as "requestedBy", r.requested_at as "requestedAt", r.finished_at as "finishedAt",
  r.reason, r.selection, r.left_out as "leftOut", r.absent_groups as "absentGroups", ${isFresh('r.requested_at')} as "isFresh", p.*
from redrive r
cross join lateral (
  select count(*)::int as keys, (count(*) filter (where k.pending = 0))::int as "keysSettled",
    ${total('events')} as events, ${total('done')} as done, ${total('failed')} as "failedAgain",
    ${total('held')} as "heldBack", ${total('pending')} as pending
  from (
    select count(*) as events, count(*) filter (where i.outcome = 'DONE') as done,
      count(*) filter (where i.outcome = 'FAILED') as failed,
      count(*) filter (where i.outcome = 'HELD_BACK') as held,
      count(*) filter (where i.outcome = 'PENDING') as pending
    from redrive_item i join dead_letter d on d.id = i.dead_letter_id
    where i.redrive_id = r.id
    group by d.consumer_group, d.event_key) k
) p
where ${where}
order by r.number desc limit 100`;
