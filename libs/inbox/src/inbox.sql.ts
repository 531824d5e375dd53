import { alongIndex, lockKeys } from '#libs/service-kit';

/** Locks the key, then: `handled`, `parked` (this event), `key-parked` (an earlier one of its key), or `free`. */
export const claimSql = 'select inbox_claim($1, $2, $3, $4) as claim';

/** Those of the keys $2 that nobody else has locked, locked until the end of the transaction. Waits for none. */
export const tryLocksSql = `
  select key from unnest($2::text[]) as key
  where pg_try_advisory_xact_lock(${lockKeys.inboxKey.replace('$1', `$1 || ' ' || key`)})`;

/**
 * As `inbox_claim` says it, of many events in their order ($2 keys, $3 ids, $4 replays); a statement after the locks'.
 * Three look-ups for each, in indexes: of `exists` the planner would make hashes of the whole inbox.
 */
export const claimsSql = `
  select coalesce(
    (select 'handled' from inbox_event where consumer_group = $1 and event_id = e.id and replay_id = e.replay),
    (select 'parked' from inbox_parked where consumer_group = $1 and event_id = e.id and replay_id = e.replay),
    (select 'key-parked' from inbox_parked
      where consumer_group = $1 and key = e.key and state = 'PARKED' and blocks_key limit 1),
    'free') as claim
  from unnest($2::text[], $3::text[], $4::text[]) with ordinality as e (key, id, replay, n)
  order by n`;

/** Those of the keys $2 at which an event waits for an operator. */
export const parkedKeysSql = `
  select distinct key from inbox_parked
  where consumer_group = $1 and key = any($2::text[]) and state = 'PARKED' and blocks_key`;

/**
 * The last statement of a handler's transaction. It also proves that the transaction is alive: after an error that a
 * handler swallowed, PostgreSQL would answer the commit with a silent rollback.
 */
export const rememberSql = `
  insert into inbox_event (consumer_group, event_id, replay_id)
  select $1, id, replay from unnest($2::text[], $3::text[]) as e (id, replay)`;

/** What takes its place when nothing is remembered. */
export const aliveSql = 'select 1';

export const parkSql = `
  insert into inbox_parked (consumer_group, event_id, replay_id, key, type, topic, "partition", "offset", origin,
    payload, cause_code, cause, attempts, blocks_key)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`;

const ofKey = alongIndex({ fixed: { consumer_group: '$1', key: '$2' }, by: 'id', after: '$3' });

/** The next parked event of a key after a position; $4 limits it to events by id. Waits for nothing: the key is locked. */
export const nextParkedSql = `
  select id, event_id, replay_id, key, type, topic, "partition", "offset"::text, payload, attempts, blocks_key,
    not exists (select from inbox_parked earlier
      where earlier.consumer_group = p.consumer_group and earlier.key = p.key and earlier.state = 'PARKED'
        and earlier.blocks_key and earlier.id < p.id) as is_oldest
  from inbox_parked p
  where ${ofKey.where} and state = 'PARKED' and ($4::text[] is null or event_id = any($4))
  order by ${ofKey.orderBy} limit 1`;

export const redrivenSql = `
  update inbox_parked set state = 'REDRIVEN', changed_at = clock_timestamp() where id = $1 and state = 'PARKED'`;

export const failedAgainSql = `
  update inbox_parked
  set cause_code = $2, cause = $3, attempts = attempts + $4, changed_at = clock_timestamp()
  where id = $1 and state = 'PARKED'`;

export const discardSql = `
  update inbox_parked set state = 'DISCARDED', reason = $4, changed_at = clock_timestamp()
  where consumer_group = $1 and key = $2 and state = 'PARKED' and event_id = any($3)`;

/**
 * One parked event by name, for a correction; its key is locked. $5: until when; without it is never in time. Untold: what became of an earlier
 * correction was not announced yet.
 */
export const toCorrectSql = `
  select id, type, payload, correction_id as "correctionId", coalesce(clock_timestamp() >= $5, true) as "isLate",
    correction_id is not null and announced_at is distinct from changed_at as "isUntold"
  from inbox_parked
  where consumer_group = $1 and event_id = $2 and replay_id = $3 and key = $4 and state = 'PARKED'`;

export const correctedSql = `
  with kept as (
    insert into inbox_correction (id, parked_id, original, transform, requested_by, approved_by)
    select $2, id, payload, $4, $5, $6 from inbox_parked where id = $1)
  update inbox_parked
  set payload = $3, correction_id = $2, correction_outcome = 'applied', changed_at = clock_timestamp()
  where id = $1`;

export const notCorrectedSql = `
  update inbox_parked set correction_id = $2, correction_outcome = 'refused', changed_at = clock_timestamp() where id = $1`;

/** Ordered as `inbox_parked_to_announce` is, so that it is read. */
export const unannouncedSql = `
  select id, origin, key, payload, event_id, replay_id, type, cause_code, cause, attempts, blocks_key, state,
    correction_id, correction_outcome, changed_at::text as changed
  from inbox_parked
  where consumer_group = $1 and announced_at is distinct from changed_at
  order by case when announced_at is distinct from changed_at then id end limit $2`;

/** A change made while its predecessor was announced stays unannounced. */
export const announcedSql = `
  update inbox_parked p set announced_at = told.changed
  from unnest($1::bigint[], $2::timestamptz[]) as told (id, changed)
  where p.id = told.id`;

/** Up to 10,000: who is so far behind need not know by how much. Ordered as `inbox_parked_waiting` is, so that it is read. */
export const parkedCountSql = `
  select count(*)::int as parked from (
    select from inbox_parked where consumer_group = $1 and state = 'PARKED' order by key, id limit 10000) waiting`;
