import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Cases1767312100000 implements MigrationInterface {
  readonly name = 'Cases1767312100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(holderSubject);
    await runner.query(cases);
    await runner.query(enquiries);
  }

  down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}

/**
 * The subject under which the residents register announces changes of the holder, so that an event finds its vehicles.
 * Derived with a key that the database does not have: the service fills it in, and whenever the holder changes the
 * trigger takes it away. No part of the record, so acts, history and imports know nothing of it.
 */
const holderSubject = `
  alter table vehicles add column holder_subject text;
  create index vehicles_holder_subject on vehicles (holder_subject)
    where holder_subject is not null and deregistered_on is null;
  -- Ordered by what no other index is ordered by: a walk for the few without is never one through all.
  create index vehicles_without_holder_subject on vehicles (recorded_at, id)
    where holder_subject is null and concerns <> '{}';
  create index vehicles_holder_euid on vehicles ((holder ->> 'euid'))
    where holder ->> 'euid' is not null and deregistered_on is null;
  create function vehicles_forget_holder_subject() returns trigger language plpgsql as $$
  begin
    new.holder_subject := null;
    return new;
  end $$;
  create trigger vehicles_forget_holder_subject before update of concerns on vehicles
    for each row when (old.concerns is distinct from new.concerns)
    execute function vehicles_forget_holder_subject();
  -- One statement, so that a vehicle is found with its subject or without. Hardly any is without, which statistics may
  -- not know yet: a scan of the table for each event would be the plan then.
  create function vehicles_held_by(subject text)
  returns table (vehicle_id uuid, version int, recorded_at text, ags text, citizen text)
  language sql stable set enable_seqscan = off set enable_bitmapscan = off as $$
    select id, (coalesce(origins -> 'holder', origins -> '*') ->> 'version')::int,
      coalesce(origins -> 'holder', origins -> '*') ->> 'recordedAt', coalesce(ags, holder -> 'address' ->> 'ags'), null
    from vehicles where holder_subject = $1 and deregistered_on is null
    union all
    select id, (coalesce(origins -> 'holder', origins -> '*') ->> 'version')::int,
      coalesce(origins -> 'holder', origins -> '*') ->> 'recordedAt', coalesce(ags, holder -> 'address' ->> 'ags'),
      concerns[1]
    from vehicles where holder_subject is null and concerns <> '{}' and deregistered_on is null
  $$;`;

/** Without personal data: the vehicle's record has the holder, and a new address is shown on demand and not kept. */
const cases = `
  create table cases (
    id uuid primary key,
    vehicle_id uuid not null references vehicles (id),
    kind text not null check (kind in ('HOLDER_ADDRESS_CHANGED', 'HOLDER_NAME_CHANGED', 'HOLDER_DECEASED',
      'HOLDER_SEAT_MOVED', 'HOLDER_ORGANISATION_GONE')),
    event_id uuid not null,
    effective_on date not null,
    reported_at timestamptz not null,
    -- version of the vehicle's record that entered the holder whom the event is about
    holder_version int not null,
    state text not null default 'OPEN' check (state in ('OPEN', 'TAKEN', 'CLOSED')),
    enquiry text not null check (enquiry in ('NONE', 'PENDING', 'ANSWERED', 'NO_EVIDENCE')),
    office text check (office in ('SAME', 'OTHER', 'UNKNOWN')),
    opened_at timestamptz not null default now(),
    taken_by text,
    taken_at timestamptz,
    outcome text,
    closed_by text,
    closed_at timestamptz,
    check ((state = 'CLOSED') = (outcome is not null) and (state = 'CLOSED') = (closed_at is not null)),
    check ((taken_by is null) = (taken_at is null) and (state <> 'TAKEN' or taken_by is not null)),
    -- One event opens one case for a vehicle, however often it is delivered or replayed.
    constraint cases_event unique (vehicle_id, event_id)
  );
  create index cases_unclosed on cases (kind, id) where state <> 'CLOSED';
  -- Who did what; an officer is null where the register itself acted.
  create table case_acts (
    id bigint generated always as identity primary key,
    case_id uuid not null references cases (id),
    act text not null check (act in ('OPENED', 'ENQUIRED', 'TAKEN', 'ADDRESS_SHOWN', 'CLOSED')),
    officer text,
    at timestamptz not null default now(),
    lookup_id uuid
  );
  create index case_acts_case on case_acts (case_id, id);
  grant select, insert, update on cases to vehicles_app;
  grant select, insert on case_acts to vehicles_app;`;

/** What is still to be asked of other registers; a row goes with its answer. */
const enquiries = `
  create table case_enquiries (
    case_id uuid primary key references cases (id),
    attempts int not null default 0,
    due_at timestamptz not null default now()
  );
  create index case_enquiries_due on case_enquiries (due_at);
  create table fleet_enquiries (
    event_id uuid primary key,
    kind text not null check (kind in ('HOLDER_SEAT_MOVED', 'HOLDER_ORGANISATION_GONE')),
    company_id uuid not null,
    effective_on date not null,
    reported_at timestamptz not null,
    attempts int not null default 0,
    due_at timestamptz not null default now()
  );
  create index fleet_enquiries_due on fleet_enquiries (due_at);
  grant select, insert, update, delete on case_enquiries, fleet_enquiries to vehicles_app;`;
