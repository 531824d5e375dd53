/** The same text says the same, in whichever order; what it names by title only is compared beside it. */
export const standingSql = `
select w.place, c.id from rows from (json_to_recordset($1) as (citizen text, "actedBy" text, kind text, authority text, purpose text,
  "evidenceType" text, subject text, "subjectKind" text, fields text[], "grantId" text, "noticeSha256" text, acr text))
  with ordinality as w(citizen, acted_by, kind, authority, purpose, type, subject, subject_kind, fields, grant_id, sha256, acr, place)
join consent c on c.citizen = w.citizen and c.acted_by = w.acted_by and c.authority = w.authority and c.purpose = w.purpose and c.evidence_type = w.type
  and c.subject = w.subject and c.state = 'ACTIVE'
where c.kind = w.kind and c.subject_kind = w.subject_kind and c.fields = w.fields and c.grant_id = w.grant_id
  and c.notice_sha256 = w.sha256 and c.acr is not distinct from w.acr and c.paused_at is null
  and c.valid_until > clock_timestamp() and (c.max_uses is null or c.uses < c.max_uses)`;
