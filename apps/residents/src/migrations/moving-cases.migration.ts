import { migrationOf } from '#libs/service-kit';

const byOwner = 'language sql security definer set search_path = public, pg_temp';

/**
 * The subject under which an authority announces changes of the resident, so that the event of another one finds the
 * record. No part of the record: the service fills it in, since the key is not here, and may not have yet. One statement
 * in the function, so that a resident is found with the subject or without, as by `vehicles_held_by`. The functions look
 * at the records of all authorities, whose setting nobody knows before, and tell ids and pseudonyms alone.
 */
const eventSubject = `
  alter table residents add column event_subject text;
  create function residents_of(subject text) returns table (record_id uuid, authority text, citizen text)
  ${byOwner} stable set enable_seqscan = off set enable_bitmapscan = off as $$
    select id, authority, null from residents where event_subject = $1
    union all
    select id, authority, concerns[1] from residents where event_subject is null and concerns <> '{}'
  $$;
  create function residents_without_subject(most int) returns table (id uuid, citizen text)
  ${byOwner} set enable_seqscan = off as $$
    select id, concerns[1] from residents where event_subject is null and concerns <> '{}'
    order by recorded_at limit most for no key update skip locked
  $$;
  create function residents_fill_subjects(ids uuid[], subjects text[]) returns void
  ${byOwner} as $$
    update residents r set event_subject = filled.subject
    from unnest(ids, subjects) as filled(id, subject) where r.id = filled.id
  $$`;

/** Of the subjects of many events those that are of a resident; as `residents_of`. */
const areResidents = `
  create function residents_among(subjects text[]) returns table (subject text, citizen text)
  ${byOwner} stable set enable_seqscan = off set enable_bitmapscan = off as $$
    select event_subject, null from residents where event_subject = any(subjects)
    union all
    select null, concerns[1] from residents where event_subject is null and concerns <> '{}'
  $$`;

/** Who else claims a resident, whose feedback is late, and what an officer has to decide. Without personal data. */
const cases = `
  create table cases (
    id uuid primary key,
    record_id uuid not null references residents (id),
    kind text not null check (kind in ('FORMER_RESIDENT', 'PROTECTED_FEEDBACK', 'FEEDBACK_OVERDUE')),
    -- the registration that the case is about, here or at the other authority
    event_id uuid not null,
    -- of the record; it never changes, and who succeeded it keeps its cases
    authority text not null,
    -- its record at the other authority
    registration_id uuid,
    other_authority text not null,
    effective_on date not null,
    reported_at timestamptz not null,
    state text not null default 'OPEN' check (state in ('OPEN', 'TAKEN', 'CLOSED')),
    opened_at timestamptz not null default now(),
    taken_by text,
    taken_issuer text,
    taken_at timestamptz,
    outcome text,
    closed_by text,
    closed_issuer text,
    closed_at timestamptz,
    check ((state = 'CLOSED') = (outcome is not null) and (state = 'CLOSED') = (closed_at is not null)),
    check (state <> 'TAKEN' or (taken_by is not null and taken_issuer is not null and taken_at is not null)),
    constraint cases_event unique (record_id, event_id, kind)
  );
  create index cases_by_state on cases (state, id);
  create index cases_by_kind on cases (kind, id);
  create index cases_by_state_and_kind on cases (state, kind, id);
  create statistics cases_state_and_kind (mcv) on state, kind from cases;
  create index cases_closed on cases (closed_at) where state = 'CLOSED';
  create table case_acts (
    id bigint generated always as identity primary key,
    case_id uuid not null references cases (id),
    act text not null check (act in ('OPENED', 'TAKEN', 'CLOSED')),
    -- null where the register itself acted
    officer text,
    issuer text,
    client text,
    at timestamptz not null default now()
  );
  create index case_acts_case on case_acts (case_id, id);
  grant select, insert, update on cases to residents_app;
  grant select, insert on case_acts to residents_app`;

/** Periods of what the inbox and the cases keep. */
const periods = `
  insert into retention_period (kind, part, keep, from_year_end, basis) values
    ('inbox-event', '', '30 days', false, 'no topic keeps an event for longer'),
    ('parked-event', '', '90 days', false, 'after it was redriven or discarded: what operators look into'),
    ('case', '', '1 year', false, 'as long as the log of what was told without an IDNr (BMG §40(5))')`;

/** The app role has no right to delete cases; it may only have this function remove what was closed long ago. */
const retention = `
  create function forget_old_cases(most int) returns int
  language plpgsql security definer set search_path = public, pg_temp set enable_seqscan = off as $$
  declare
    until constant timestamptz := kept_until('case', '', interval '1 year', false);
    old uuid[];
  begin
    old := array(
      select id from cases where state = 'CLOSED' and closed_at < until
      order by closed_at limit most for update skip locked);
    delete from case_acts where case_id = any(old);
    delete from cases where id = any(old);
    return cardinality(old);
  end $$;
  revoke all on function forget_old_cases(int) from public;
  grant execute on function forget_old_cases(int) to residents_app`;

/**
 * Opens a case for each of the next records that wait for longer than the term: `day` is the last day of recording for
 * which the feedback is late.
 */
const overdue = `
  create function open_overdue_cases(after uuid, most int, day date) returns table (seen int, last uuid)
  ${byOwner} as $$
    with seen as materialized (
      select id, authority, feedback_from,
        (coalesce(origins -> 'feedbackFrom', origins -> '*') ->> 'recordedAt')::timestamptz as recorded_at,
        (coalesce(origins -> 'feedbackFrom', origins -> '*') ->> 'version')::int as version
      from residents where feedback_from is not null and id > after order by id limit most),
    opened as (
      insert into cases (id, record_id, authority, kind, event_id, other_authority, effective_on, reported_at)
      select uuidv7(), s.id, s.authority, 'FEEDBACK_OVERDUE', h.event_id, s.feedback_from, h.effective_on, s.recorded_at
      from seen s join resident_history h on h.record_id = s.id and h.version = s.version
      where (s.recorded_at at time zone 'Europe/Berlin')::date <= day and s.authority is not null
        and not exists (select from cases c
          where c.record_id = s.id and c.kind = 'PROTECTED_FEEDBACK' and c.state <> 'CLOSED')
      on conflict on constraint cases_event do nothing returning id),
    noted as (
      insert into case_acts (case_id, act) select id, 'OPENED' from opened)
    select (select count(*)::int from seen), (select id from seen order by id desc limit 1)
  $$;
  revoke all on function residents_of(text), residents_among(text[]), residents_without_subject(int),
    residents_fill_subjects(uuid[], text[]), open_overdue_cases(uuid, int, date) from public;
  grant execute on function residents_of(text), residents_among(text[]), residents_without_subject(int),
    residents_fill_subjects(uuid[], text[]), open_overdue_cases(uuid, int, date) to residents_app`;

/** What is still to be sent to the new authority; a row goes with its receipt. The locks are read when it is sent. */
const feedback = `
  create table feedback_messages (
    event_id uuid primary key,
    registration_id uuid not null,
    record_id uuid not null references residents (id),
    from_authority text not null,
    to_authority text not null,
    opened_at timestamptz not null default now(),
    attempts int not null default 0,
    due_at timestamptz not null default now()
  );
  create index feedback_messages_due on feedback_messages (due_at);
  grant select, insert, update, delete on feedback_messages to residents_app`;

export const movingCasesMigrations = [
  migrationOf('MovingCases1796700000002', [
    eventSubject,
    areResidents,
    cases,
    overdue,
    periods,
    retention,
    feedback,
  ]),
  migrationOf(
    'MovingCasesIndexes1796700000003',
    [
      'drop index concurrently if exists residents_awaiting',
      'create index concurrently residents_awaiting on residents (id) where feedback_from is not null',
      'drop index concurrently if exists residents_event_subject',
      `create index concurrently residents_event_subject on residents (event_subject)
        where event_subject is not null`,
      'drop index concurrently if exists residents_without_event_subject',
      // Ordered by what no other index is ordered by: a walk for the few without is never one through all.
      `create index concurrently residents_without_event_subject on residents (recorded_at, id)
        where event_subject is null and concerns <> '{}'`,
    ],
    false,
  ),
];
