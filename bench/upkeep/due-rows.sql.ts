// Rows as the services write them; `many` are as many as the first parameter says.
export const subscriptions = `
insert into subscription (id, client_id, authority, purpose, register, event_types, by_will, valid_until, ended_at,
  last_position, pruned_position)
select ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'c', 'a', 'p', 'residents', '{t}', false,
  now() - interval '90 days', now() - interval '90 days', 1000000, 1000000
from generate_series(1, 1000) n on conflict do nothing`;
export const subscription = `('00000000-0000-7000-8000-' || lpad((1 + n % 1000)::text, 12, '0'))::uuid`;
export const decision = (id: string, n: string, evidenceType: string): string => `
insert into decision (id, client_id, authority, purpose, evidence_type, fields, subject, citizen, policy_revision, trace_id)
select ${id}, 'parking-hannover', 'strassenverkehr-hannover', 'resident-parking-permit', '${evidenceType}', '{a.b,c.d,e.f}',
  'pseudonym-of-a-subject-with-43-characters-0', 'pseudonym-of-a-citizen-with-43-characters-' || ${n}, 1,
  '4bf92f3577b34da6a3ce929d0e0e4736'`;
export const lookup = decision('uuidv7()', '0', 'vehicles.parking-permit.v1');
export const outcomes = [
  `insert into outcome (decision_id, status) select id, 'EVIDENCE' from decision on conflict do nothing`,
  `insert into concern (citizen, decision_id) select 'pseudonym-of-a-citizen-with-43-characters-', id from decision
   on conflict do nothing`,
];
export const feedEntry = (age: string, from: string): string => `
insert into feed_entry (subscription_id, position, subject_id, event_id, source, type, time, effective_on, record_id,
  appended_at)
select ${subscription}, n, gen_random_uuid(), gen_random_uuid(), 's', 'resident.moved.v1', 't', 'e', gen_random_uuid(),
  now() - interval '${age}' from ${from}`;
/** As `FeedStore` appends: counted under the lock of the feed's row. */
export const append = `
with locked as materialized (
  select id from subscription where id in (select ${subscription} from (select (random() * 1000)::int as n) any_one)
  for no key update
),
counted as (
  update subscription s set last_position = s.last_position + 1 from locked l where s.id = l.id
  returning s.id, s.last_position
)
insert into feed_entry (subscription_id, position, subject_id, event_id, source, type, time, effective_on, record_id)
select id, last_position, gen_random_uuid(), gen_random_uuid(), 's', 'resident.moved.v1', 't', 'e', gen_random_uuid()
from counted`;
/** One that went out of use. */
export const deregistered = `
insert into vehicles (id, version, origins, concerns, recorded_at, effective_on, registration_key, plate, plate_kind,
  plate_assigned_on, vin, holder, previous_holders, first_registered_on, registered_on, deregistered_on, vehicle_class,
  make, registration_office)
values (gen_random_uuid(), 2, '{"*": {"version": 1}}', '{}', now(), now(), 'k', 'H-EM 1', 'NORMAL', now(), 'v', '{}', '[]',
  now(), now(), now(), 'M1', 'm', 'o')`;
export const openCase = (from: string): string => `
insert into cases (id, vehicle_id, kind, event_id, effective_on, reported_at, holder_version, enquiry)
select gen_random_uuid(), (select id from vehicles limit 1), 'HOLDER_ADDRESS_CHANGED', gen_random_uuid(), now(), now(), 1,
  'NONE' from ${from}`;
export const caseOf = (age: string, from: string): string => `
insert into cases (id, vehicle_id, kind, event_id, effective_on, reported_at, holder_version, state, enquiry, outcome,
  closed_at)
select gen_random_uuid(), (select id from vehicles limit 1), 'HOLDER_ADDRESS_CHANGED', gen_random_uuid(), now(), now(), 1,
  'CLOSED', 'NONE', 'NO_ACTION', now() - interval '${age}' from ${from}`;
export const many = 'generate_series(1, $1::int) n';
/** A number that nobody had before: microseconds. */
export const one = `(
  select 2000000 + (extract(epoch from clock_timestamp()) * 1000000)::bigint % 1000000000 as n) one`;
