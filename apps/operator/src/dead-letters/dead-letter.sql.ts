const columns = `d.id, d.number::text, d.consumer_group as "group", d.topic, d.origin, d.type, d.event_id as "eventId",
  d.replay_id as "replayId", d.event_key as key, d.state, d.cause_code as "causeCode", d.cause, d.attempts,
  d.blocks_key as "blocksKey", d.failed_redrives as "failedRedrives", d.parked_at as "parkedAt",
  d.changed_at as "changedAt"`;

/** Newest first; null means any. */
export const list = `
select ${columns} from dead_letter d
where ($1::text is null or consumer_group = $1) and ($2::text is null or topic = $2)
  and ($3::text is null or type = $3) and ($4::text is null or cause_code = $4)
  and ($5::text is null or event_key = $5) and ($6::text is null or state = $6)
  and ($7::timestamptz is null or parked_at >= $7) and ($8::timestamptz is null or parked_at < $8)
  and ($9::bigint is null or number < $9)
order by d.number desc limit $10`;

const sameKey = `from dead_letter o where o.consumer_group = d.consumer_group and o.event_key = d.event_key
  and o.state = 'PARKED'`;

export const one = `
select ${columns}, d.event, d.bytes,
  (select count(*)::int ${sameKey} and o.blocks_key and o.number < d.number) as "waitsFor",
  case when d.state = 'PARKED' and d.blocks_key
    then (select count(*)::int ${sameKey} and o.number > d.number) else 0 end as "holdsBack",
  (select coalesce(jsonb_agg(jsonb_build_object('at', s.at, 'state', s.state, 'causeCode', s.cause_code,
    'attempts', s.attempts) order by s.number), '[]') from dead_letter_step s where s.dead_letter_id = d.id) as steps
from dead_letter d where d.id = $1`;

/** Letters of one kind that a summary looks at, the oldest first: where there are more, their number matters little. */
const MOST = 10_000;

export const counts = `
select consumer_group as "group", type, cause_code as "causeCode", count(*)::int as parked,
  count(distinct event_key)::int as keys, (count(*) filter (where failed_redrives > 0))::int as "failedAgain",
  min(parked_at) as "oldestParkedAt"
from (select * from dead_letter where state = 'PARKED' order by number limit ${MOST}) oldest
group by 1, 2, 3 order by parked desc, 1, 2, 3`;

/** In order, or a group that has none of the state is looked for in the whole table. */
const settled = (state: string): string => `
  (select count(*)::int from (
    select from dead_letter where consumer_group = name and state = '${state}' order by number limit ${MOST}) first)`;

/** Goes from one group to the next in the index instead of through all letters. */
export const groups = `
with recursive known as (
  (select consumer_group as name from dead_letter order by 1 limit 1)
  union all
  select (select consumer_group from dead_letter where consumer_group > name order by 1 limit 1)
  from known where name is not null
)
select name as "group", p.*, ${settled('REDRIVEN')} as redriven, ${settled('DISCARDED')} as discarded
from known cross join lateral (
  select count(*)::int as parked, (count(distinct event_key) filter (where blocks_key))::int as "keysBlocked",
    min(parked_at) as "oldestParkedAt"
  from (select event_key, blocks_key, parked_at from dead_letter where consumer_group = name and state = 'PARKED'
    order by number limit ${MOST}) oldest) p
where name is not null order by 1`;
