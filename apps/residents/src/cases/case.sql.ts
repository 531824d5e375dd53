/**
 * $1 case, $2 record, $3 kind, $4 event, $5 other authority, $6 effective day, $7 reported at, $8 record there, $9 its authority. Opens it once, however
 * often the event is delivered.
 */
export const openSql = `
  with opened as (
    insert into cases (id, record_id, kind, event_id, other_authority, effective_on, reported_at, registration_id, authority)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict on constraint cases_event do nothing returning id),
  noted as (
    insert into case_acts (case_id, act) select id, 'OPENED' from opened)
  select id from opened`;

/** $1 case, $2 officer, $3 issuer, $4 client. The row's lock lets one of two officers through; the other finds it taken. */
export const takeSql = `
  with taken as (
    update cases set state = 'TAKEN', taken_by = $2, taken_issuer = $3, taken_at = now()
    where id = $1 and state = 'OPEN' returning id),
  noted as (
    insert into case_acts (case_id, act, officer, issuer, client) select id, 'TAKEN', $2, $3, $4 from taken)
  select id from taken`;

/** $1 case, $2 officer, $3 outcome, $4 issuer, $5 client. Nobody closes what another has taken. */
export const closeSql = `
  with closed as (
    update cases set state = 'CLOSED', outcome = $3, closed_by = $2, closed_issuer = $4, closed_at = now()
    where id = $1 and (state = 'OPEN' or (state = 'TAKEN' and taken_by = $2::text and taken_issuer = $4::text))
    returning id),
  noted as (
    insert into case_acts (case_id, act, officer, issuer, client) select id, 'CLOSED', $2, $4, $5 from closed)
  select id from closed`;

/** $1 record, $2 kind, $3 outcome. The register itself ends what became of a record, whoever has taken it. */
export const settleSql = `
  with closed as (
    update cases set state = 'CLOSED', outcome = $3, closed_at = now()
    where record_id = $1 and kind = $2 and state <> 'CLOSED' returning id)
  insert into case_acts (case_id, act) select id, 'CLOSED' from closed`;
