import { columnsOf } from '#libs/cases';
import { vehicleCases } from './case.rules.ts';

/** $1 case. */
export const findAnySql = `select ${columnsOf(vehicleCases)} from cases c where c.id = $1`;

/**
 * $1 rows, $2 kind, $3 event, $4 effective day, $5 reported at, $6 state of the enquiry, $7 lookup, $8 seconds until it is asked. The newest report of a
 * kind stands for a vehicle: it ends older cases that nobody has taken, and an older report that comes late opens none.
 */
export const openSql = `
  with opened as (
    insert into cases (id, vehicle_id, kind, event_id, effective_on, reported_at, holder_version, enquiry, office, authority)
    select r.id, r.vehicle_id, $2, $3::uuid, $4::date, $5::timestamptz, r.holder_version, $6, r.office, v.authority
    from jsonb_to_recordset($1::jsonb) as r(id uuid, vehicle_id uuid, holder_version int, office text)
      join vehicles v on v.id = r.vehicle_id
    where not exists (
      select from cases newer
      where newer.vehicle_id = r.vehicle_id and newer.kind = $2 and newer.reported_at > $5::timestamptz)
    on conflict on constraint cases_event do nothing
    returning id, vehicle_id),
  superseded as (
    update cases c set state = 'CLOSED', outcome = 'OBSOLETE', closed_at = now()
    from opened where c.vehicle_id = opened.vehicle_id and c.kind = $2 and c.state = 'OPEN' and c.id <> opened.id
    returning c.id),
  unasked as (
    delete from case_enquiries where case_id in (select id from superseded)),
  noted as (
    insert into case_acts (case_id, act, lookup_id)
    select id, 'OPENED', $7::uuid from opened union all select id, 'CLOSED', null from superseded),
  asked as (
    insert into case_enquiries (case_id, due_at)
    select id, now() + $8 * interval '1 second' from opened where $6 = 'PENDING')
  select id from opened`;

/** $1 case, $2 state of the enquiry, $3 office, $4 lookup. */
export const answerSql = `
  with answered as (
    update cases set enquiry = $2, office = $3 where id = $1 returning id)
  insert into case_acts (case_id, act, lookup_id) select id, 'ENQUIRED', $4::uuid from answered`;

/** $1 case, $2 officer, $3 lookup, $4 issuer, $5 client. */
export const noteAddressSql = `insert into case_acts (case_id, act, officer, lookup_id, issuer, client)
  values ($1, 'ADDRESS_SHOWN', $2, $3, $4, $5)`;

/** $1 vehicle. What is left to do for it is the office's that keeps it now; whoever had taken it may not go on. */
export const followSql = `
  update cases c set authority = v.authority, state = 'OPEN', taken_by = null, taken_issuer = null, taken_at = null
  from vehicles v where v.id = $1 and c.vehicle_id = v.id and c.state <> 'CLOSED' and c.authority is distinct from v.authority`;

/**
 * $1 case to begin after, $2 the most to look at: ends those of the next open cases whose vehicle got another holder or was
 * deregistered, as a step of a `walk`. What an officer works on, or is just taking, is left alone, and so is a doubted value.
 */
export const retireSql = `
  with seen as materialized (
    select id, vehicle_id from cases where state = 'OPEN' and id > $1::uuid order by id limit $2),
  overtaken as materialized (
    select c.id from seen join vehicles v on v.id = seen.vehicle_id join cases c on c.id = seen.id
    where c.state = 'OPEN' and c.kind <> 'VALUE_DOUBTED' and (v.deregistered_on is not null
      or (coalesce(v.origins -> 'previousHolders', v.origins -> '*') ->> 'version')::int <> c.holder_version)
    for update of c skip locked),
  retired as (
    update cases c set state = 'CLOSED', outcome = 'OBSOLETE', closed_at = now()
    where c.id = any(array(select id from overtaken))
    returning c.id),
  unasked as (
    delete from case_enquiries where case_id = any(array(select id from retired))),
  noted as (
    insert into case_acts (case_id, act) select id, 'CLOSED' from retired)
  select (select count(*)::int from seen) as seen, (select count(*)::int from retired) as gone,
    (select id from seen order by id desc limit 1) as last`;
