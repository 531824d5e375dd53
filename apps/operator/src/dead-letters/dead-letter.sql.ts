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

export const counts = `
select consumer_group as "group", type, cause_code as "causeCode", count(*)::int as parked,
  count(distinct event_key)::int as keys, (count(*) filter (where failed_redrives > 0))::int as "failedAgain",
  min(parked_at) as "oldestParkedAt"
from dead_letter where state = 'PARKED'
group by 1, 2, 3 order by parked desc, 1, 2, 3`;

export const groups = `
select consumer_group as "group", (count(*) filter (where state = 'PARKED'))::int as parked,
  (count(distinct event_key) filter (where state = 'PARKED' and blocks_key))::int as "keysBlocked",
  (count(*) filter (where state = 'REDRIVEN'))::int as redriven,
  (count(*) filter (where state = 'DISCARDED'))::int as discarded,
  min(parked_at) filter (where state = 'PARKED') as "oldestParkedAt"
from dead_letter group by 1 order by 1`;
