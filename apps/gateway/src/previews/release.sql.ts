const repeatable = `taken_at > clock_timestamp() - (select keep from retention_period where kind = 'taken-release')`;

export const findSql = `
select id, citizen, authority, purpose, evidence_type as "evidenceType", fields, consent_id as "consentId",
  case_reference as "caseReference", digest, sealed, decided_by as "decidedBy", acting_as as "actingAs", state, taken_key as "takenKey",
  expires_at <= clock_timestamp() as expired, ${repeatable} as repeatable, release_hash as hash
from preview p join unnest($1::text[], $2::text[]) as a(hash, whose) on p.release_hash = a.hash and p.authority = a.whose`;

export const toldSql = `
select id, purpose, evidence_type as "evidenceType", case_reference as "caseReference", envelope,
  expires_at as "expiresAt", decided_at as "releasedAt", state = 'RELEASED' and expires_at > clock_timestamp() as waits,
  (select client_id from release_callback_of(preview.authority)) as "tellsClient"
from preview where id = $1`;

/**
 * A page of each authority, of which the newest make the page. By ranges, as of equality the planner expects few rows, which it
 * would sort; see `alongIndex`.
 */
export const pendingSql = (authorities: number): string => {
  const page = (_: unknown, place: number): string => `(
  select id, purpose, evidence_type as "evidenceType", case_reference as "caseReference", envelope, expires_at as "expiresAt"
  from preview where authority >= $${place + 3} and authority <= $${place + 3} and state = 'RELEASED'
    and expires_at > clock_timestamp() and ($2::uuid is null or id < $2)
  order by authority, id desc limit $1)`;
  const pages = Array.from({ length: authorities }, page).join(' union all ');
  return `select * from (${pages}) p order by id desc limit $1`;
};

/**
 * Takes and records in one statement, so that there is no outcome of what was not taken, and nothing is taken without one.
 * The rows are locked in the order of their ids; whoever waited for another request sees what that one did. A key that an
 * outcome has already, because somebody took this process for dead, fails the statement, and nothing is taken. Of several
 * requests in a batch the first takes a release; those under the same key are answered alike. Where nothing leaves, and nothing
 * had left before, the use is given back to the record (ADR 0052), which is locked first, as decisions do.
 */
export const takeSql = `
with asked as (
  select * from rows from (json_to_recordset($1) as (id uuid, key text, same boolean, decision uuid, released smallint))
    with ordinality as a(id, key, same, decision, released, place)
),
records as materialized (
  select id from consent where id = any(array(
    select p.consent_id from preview p join asked a on p.id = a.id where not a.same)) order by id for no key update
),
held as materialized (
  select id, state, taken_key as key, state = 'RELEASED' and expires_at > clock_timestamp() as waits, ${repeatable} as again
  from preview where id = any(array(select id from asked)) and (select count(*) from records) >= 0
  order by id for no key update
),
first as (
  select distinct on (id) a.id, a.key, a.same from asked a join held h using (id)
  where h.waits or (h.state = 'TAKEN' and h.again and h.key = a.key) order by id, place
),
taken as (
  update preview p set state = 'TAKEN', taken_key = f.key, taken_at = coalesce(p.taken_at, clock_timestamp())
  from first f where p.id = f.id and f.same returning p.id, p.taken_key as key
),
closed as (
  update preview p set state = 'CHANGED', digest = null, sealed = null, envelope = null,
    use_spent = case when p.taken_at is not null then p.use_spent end
  from first f where p.id = f.id and not f.same
  returning p.consent_id, p.free_before, p.free_after, p.taken_at is null and old.use_spent is not null as unused
),
given_back as (
  update consent c set uses = c.uses - g.times, next_use_at = case
      when c.next_use_at = any(g.after) then (select free_before from closed l
        where l.consent_id = c.id and l.unused and l.free_after = c.next_use_at limit 1)
      else c.next_use_at end
  from (select consent_id, count(*)::integer as times, array_agg(free_after) as after from closed
    where unused group by consent_id) g
  where c.id = g.consent_id
),
concerned as (
  insert into concern (decision_id, citizen) select * from json_to_recordset($2) as c(decision uuid, citizen text)
  on conflict do nothing
)
insert into outcome (decision_id, status, released)
select a.decision, case when not a.same then 'CHANGED' when t.id is not null then 'EVIDENCE' else 'NOT_HANDED_OVER' end,
  case when a.same and t.id is not null then a.released else 0 end
from asked a left join taken t on t.id = a.id and t.key = a.key
returning decision_id as decision, status`;
