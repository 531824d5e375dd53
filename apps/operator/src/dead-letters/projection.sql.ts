/** Made if absent and locked: two readers of a partition, at a rebalance, go one after the other. */
export const openPosition = `
insert into stream_position (topic, partition, next_offset) values ($1, $2, 0) on conflict do nothing`;

export const lockPosition = `
select next_offset::text as next from stream_position where topic = $1 and partition = $2 for update`;

export const savePosition = `
update stream_position set next_offset = $3 where topic = $1 and partition = $2`;

export const lockKnown = `
select d.id, d.consumer_group as "group", d.event_id as "eventId", d.replay_id as "replayId", d.state, d.attempts,
  d.failed_redrives as "failedRedrives", d.changed_at as "changedAt", d.correction_id as correction
from dead_letter d
join (select distinct g, e, r from unnest($1::text[], $2::text[], $3::text[]) as named (g, e, r)) named
  on d.consumer_group = g and d.event_id = e and d.replay_id = r
order by d.number
for update of d`;

export const insertLetters = `
insert into dead_letter (id, consumer_group, topic, origin, event_key, event_id, replay_id, type, event, bytes,
  cause_code, cause, attempts, blocks_key, state, failed_redrives, parked_at, changed_at,
  correction_id, content_partition, content_offset)
select (l->>'id')::uuid, l->>'group', l->>'topic', l->>'origin', l->>'key', l->>'eventId', l->>'replayId', l->>'type',
  nullif(l->'event', 'null'), (l->>'bytes')::int, l->>'causeCode', l->>'cause', (l->>'attempts')::int,
  (l->>'blocksKey')::boolean, l->>'state', (l->>'failedRedrives')::int, (l->>'parkedAt')::timestamptz, (l->>'at')::timestamptz,
  (l->>'correction')::uuid, (l->>'partition')::int, (l->>'offset')::bigint
from jsonb_array_elements($1::jsonb) with ordinality as given (l, position)
order by position`;

export const updateLetters = `
update dead_letter d
set state = l->>'state', cause_code = l->>'causeCode', cause = l->>'cause', attempts = (l->>'attempts')::int,
  blocks_key = (l->>'blocksKey')::boolean, failed_redrives = (l->>'failedRedrives')::int,
  changed_at = (l->>'at')::timestamptz, event = nullif(l->'event', 'null'), bytes = (l->>'bytes')::int,
  correction_id = (l->>'correction')::uuid, content_partition = (l->>'partition')::int, content_offset = (l->>'offset')::bigint
from jsonb_array_elements($1::jsonb) as given (l)
where d.id = (l->>'id')::uuid`;

export const insertSteps = `
insert into dead_letter_step (dead_letter_id, at, state, cause_code, attempts)
select (s->>'id')::uuid, (s->>'at')::timestamptz, s->>'state', s->>'causeCode', (s->>'attempts')::int
from jsonb_array_elements($1::jsonb) with ordinality as given (s, position)
order by position`;

export const itemsDone = `
update redrive_item set outcome = 'DONE' where dead_letter_id = any($1::uuid[]) and outcome <> 'DONE'
returning redrive_id`;

/** What waits behind a failed event of its key, in the same redrive, was not tried. */
export const itemsFailed = `
with failed as (
  update redrive_item i set outcome = 'FAILED' from redrive r
  where i.dead_letter_id = any($1::uuid[]) and r.id = i.redrive_id and r.kind = 'REDRIVE' and i.outcome <> 'DONE'
  returning i.redrive_id, i.dead_letter_id
), held as (
  update redrive_item i set outcome = 'HELD_BACK'
  from failed f
  join dead_letter first on first.id = f.dead_letter_id and first.blocks_key
  join dead_letter later on later.consumer_group = first.consumer_group and later.event_key = first.event_key
    and later.number > first.number
  where i.redrive_id = f.redrive_id and i.dead_letter_id = later.id and i.outcome = 'PENDING'
    and later.id <> all($1::uuid[])
  returning i.redrive_id
)
select redrive_id from failed union select redrive_id from held`;

export const finishRedrives = `
update redrive r set finished_at = clock_timestamp()
where r.id = any($1::uuid[]) and r.finished_at is null
  and not exists (select from redrive_item i where i.redrive_id = r.id and i.outcome = 'PENDING')
returning r.id, r.kind, (
  select jsonb_object_agg(outcome, n) from (
    select outcome, count(*) as n from redrive_item where redrive_id = r.id group by outcome) counted) as outcomes`;

/**
 * Of what its group told: $1 ids, $2 outcomes, $3 when. A group that came too late refused for that. One that had applied a
 * correction and could not say so in time says it later.
 */
export const endCorrections = `
update correction c set ended_at = clock_timestamp(),
  state = case when told.is_late then 'lapsed' else told.outcome end,
  failure = case when told.outcome = 'refused' and not told.is_late then 'not-as-approved' end
from (
  select told.id, told.outcome, told.outcome = 'refused' and told.at >= l.lapses_at as is_late
  from unnest($1::uuid[], $2::text[], $3::timestamptz[]) as told (id, outcome, at)
  join correction l on l.id = told.id) told
where c.id = told.id and (c.state = 'approved' or (c.state = 'lapsed' and told.outcome = 'applied'))
returning c.id, c.state`;

/** Nothing is left to be corrected of letters that were redriven or discarded. */
export const endCorrectionsOfSettled = `
update correction set state = 'refused', failure = 'settled', ended_at = clock_timestamp()
where dead_letter_id = any($1::uuid[]) and state in ('draft', 'dry-run', 'approved')
returning id, state`;
