import { outcomeSteps } from '../lookups/index.ts';

/**
 * With the outcomes of the decisions, so that nobody sees what has none, and one commit does for both. A preview that answers
 * a request ends with it at the latest, so that whoever was told EXPIRED is not told USED later. `$1` rows, `$2` to `$6` outcomes.
 */
export const addSql = `
with ${outcomeSteps(2)}
insert into preview (id, citizen, acted_by, acting_as, event_subject, authority, purpose, evidence_type, fields, consent_id, grant_id,
  case_reference, request, digest, sealed, expires_at)
select n.id, n.citizen, n."actedBy", n."actingAs", n."eventSubject", n.authority, n.purpose, n."evidenceType", n.fields, n."consentId", n."grantId",
  n."caseReference", n.request, n.digest, n.sealed, least(clock_timestamp() + p.keep, r.expires_at)
from json_to_recordset($1) as n(id uuid, citizen text, "actedBy" text, "actingAs" text, "eventSubject" text, authority text, purpose text,
  "evidenceType" text, fields text[], "consentId" text, "grantId" text, "caseReference" text, request uuid, digest text, sealed text)
cross join retention_period p left join evidence_request r on r.id = n.request where p.kind = 'preview'
returning id, expires_at as "expiresAt"`;

export const findSql = `
select id, citizen, acted_by as "actedBy", authority, purpose, evidence_type as "evidenceType", case_reference as "caseReference", state, sealed, envelope,
  expires_at as "expiresAt", expires_at <= clock_timestamp() as expired,
  request is not null and exists (select from evidence_request_item i where i.request = p.request
    and i.evidence_type = p.evidence_type and i.state <> 'OPEN' and i.preview is distinct from p.id) as answered
from preview p join unnest($1::uuid[], $2::text[]) as a(of, whose) on p.id = a.of and p.acted_by = a.whose`;

/** In the order of their ids, as who takes releases locks them. */
export const releaseSql = `
with asked as (
  select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[]) as a(id, citizen, hash, envelope, by)
),
held as materialized (
  select p.id, p.request, p.evidence_type, asked.by from preview p join asked using (id, citizen)
  where p.state = 'OPEN' and p.expires_at > clock_timestamp() and p.sealed is not null
  order by p.id for no key update of p
),
answering as (
  update evidence_request_item i set state = 'USED', preview = h.id, decided_at = clock_timestamp(), decided_by = h.by
  from held h where i.request = h.request and i.evidence_type = h.evidence_type and i.state = 'OPEN'
  returning i.preview as id
),
once as (
  select distinct on (id) a.* from asked a join held h using (id)
  where h.request is null or id in (select id from answering)
)
update preview p set state = 'RELEASED', decided_at = clock_timestamp(), decided_by = o.by, release_hash = o.hash, envelope = o.envelope,
  expires_at = clock_timestamp() + (select keep from retention_period where kind = 'release')
from once o where p.id = o.id returning p.id, p.envelope, p.expires_at as "expiresAt"`;

export const declineSql = `
with declined as (
  update preview set state = 'DECLINED', decided_at = clock_timestamp(), decided_by = $2, digest = null, sealed = null
  where id = $1 and acted_by = $2 and state = 'OPEN' and expires_at > clock_timestamp()
  returning id, request, evidence_type, decided_by
),
answering as (
  update evidence_request_item i set state = 'DECLINED', preview = d.id, decided_at = clock_timestamp(), decided_by = d.decided_by
  from declined d where i.request = d.request and i.evidence_type = d.evidence_type and i.state = 'OPEN'
)
select id from declined`;

/** In the order of their ids, as who takes releases locks them. */
export const endSql = `
with held as (
  select id from preview where event_subject = $1 and state in ('OPEN', 'RELEASED') order by id for no key update
)
update preview p set state = 'ENDED', digest = null, sealed = null, envelope = null
from held where p.id = held.id`;
