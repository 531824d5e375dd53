import { register } from 'prom-client';
import { DataSource } from 'typeorm';
import { fillOfRegister, registerWork } from '#libs/register-kit-testing';
import { calls, describePlans, PLANS_MS, QueryPlans, said } from '#libs/test-kit';
import { CaseEnquiries } from '../enquiries/case-enquiries.service.ts';
import { FleetEnquiries } from '../enquiries/fleet-enquiries.service.ts';
import { HolderSubjects } from '../reactions/holder-subjects.store.ts';
import { aRegistration } from '../registration.builder.ts';
import { ReactingVehicles } from '../testing/reacting-vehicles.ts';
import { vehicles } from '../vehicles.register.ts';

const ROWS = 100_000;
/** A page has a hundred rows at most. */
const MOST = 600;
/** Of what is measured ten thousand are counted at most. */
const MOST_MEASURED = 10_000;

/** From before any period. */
const closedLongAgo = (count: number): string => `
  insert into cases (id, vehicle_id, kind, event_id, effective_on, reported_at, holder_version, state, enquiry, outcome,
    closed_at)
  select uuidv7(interval '-6 years'), gen_random_uuid(), 'HOLDER_DECEASED', gen_random_uuid(), '2020-01-31', now(), 1,
    'CLOSED', 'NONE', 'NO_ACTION', now() - interval '6 years' from generate_series(1, ${count})`;

/** Of vehicles that got another holder meanwhile. */
const overtaken = (count: number): string => `
  insert into cases (id, vehicle_id, kind, event_id, effective_on, reported_at, holder_version, enquiry)
  select uuidv7(interval '-1 hour'), id, 'HOLDER_SEAT_MOVED', gen_random_uuid(), '2026-01-31', now(), 0, 'NONE'
  from vehicles limit ${count}`;

/**
 * All vehicles are of others. Half of the cases are closed; what is asked for is among the newest, where the lists end:
 * few of a kind and many, which the planner would hope to meet soon in any order.
 */
const fill = `
  select pg_temp.multiply('vehicles', ${ROWS}, jsonb_build_object('id', 'gen_random_uuid()',
    'authority', '''another-office''', 'registration_key', '''k'' || n',
    'plate', '''P '' || n', 'plate_named', '''P '' || n', 'vin', '''V'' || n', 'vin_named', '''V'' || n',
    'concerns', 'array[''c'' || n]', 'holder_subject', '''s'' || n'));
  insert into cases (id, vehicle_id, kind, event_id, effective_on, reported_at, holder_version, state, enquiry, taken_by,
    taken_issuer, taken_at, outcome, closed_at, authority)
  select uuidv7(interval '-1 hour'), gen_random_uuid(), kind, gen_random_uuid(), '2026-01-31', now(), 1, state, 'ANSWERED',
    case state when 'TAKEN' then 'o' end, case state when 'TAKEN' then 'i' end,
    case state when 'TAKEN' then now() end,
    case state when 'CLOSED' then 'NO_ACTION' end, case state when 'CLOSED' then now() end,
    'zulassung-landeshauptstadt-hannover'
  from generate_series(1, ${ROWS}) n, lateral (select
    case when n > 99940 then 'HOLDER_NAME_CHANGED' when n > 99880 then 'HOLDER_DECEASED'
      when n > 85000 then 'HOLDER_ORGANISATION_GONE' when n % 2 = 1 then 'HOLDER_DECEASED'
      else 'HOLDER_ADDRESS_CHANGED' end as kind,
    case when n > 99940 then 'TAKEN' when n > 99880 then 'OPEN' when n > 85000 then 'TAKEN' when n % 2 = 0 then 'OPEN'
      else 'CLOSED' end as state) as case_of;
  ${closedLongAgo(1_000)};
  ${overtaken(1_000)};
  insert into case_acts (case_id, act) select id, 'OPENED' from cases;
  insert into case_enquiries (case_id, due_at) select id, now() + interval '1 hour' from cases where state <> 'CLOSED';
  insert into fleet_enquiries (event_id, kind, company_id, effective_on, reported_at, due_at)
  select gen_random_uuid(), 'HOLDER_SEAT_MOVED', gen_random_uuid(), '2026-01-31', now(), now() + interval '1 hour'
  from generate_series(1, ${ROWS});
  ${fillOfRegister('vehicle')}`;

/** Of the inbox see `libs/inbox/src/inbox-plans.int.spec.ts`. */
const others = [
  'inbox_event_by_age',
  'inbox_parked_settled',
  'inbox_parked_to_announce',
  'inbox_parked_waiting',
];

describe('the statements of the vehicle register', () => {
  let office: ReactingVehicles;
  let plans: QueryPlans;
  let caseId: string;
  let record: { readonly id: string; readonly plate: string; readonly vin: string };

  beforeAll(async () => {
    office = await ReactingVehicles.start();
    const { vehicleId, id } = await office.movedCase();
    caseId = id;
    record = (await office.register.get(`/v1/vehicles/${vehicleId}`)).body as unknown as typeof record;
    plans = await QueryPlans.watch(office.register.database, 'vehicles', fill);
  }, PLANS_MS);
  afterAll(async () => {
    await plans.close();
    await office.stop();
  });

  const read = async (path: string): Promise<number> => (await office.register.get(path)).status;
  const found = async (rows: Promise<readonly unknown[]>, count: number): Promise<number> =>
    (await rows).length === count ? 200 : 404;

  const works = () => {
    const { app } = office.register;
    const source = app.get(DataSource);
    const asked = {
      register: vehicles,
      path: '/v1/vehicles',
      id: record.id,
      subjects: { plate: record.plate, vin: record.vin },
      registration: aRegistration,
    };
    return [
      ...registerWork(office.register, asked, {
        cases: { prepare: closedLongAgo(10) },
        'overtaken-cases': { prepare: overtaken(10) },
      }),
      ...calls(MOST, {
        cases: () => read('/v1/cases?limit=100'),
        'cases, later': () => read('/v1/cases?after=00000000-0000-7000-8000-000000000000'),
        'taken cases': () => read('/v1/cases?state=TAKEN'),
        'cases of a kind': () => read('/v1/cases?kind=HOLDER_NAME_CHANGED'),
        'cases of a common kind': () => read('/v1/cases?kind=HOLDER_ORGANISATION_GONE'),
        'taken cases of a common kind': () => read('/v1/cases?state=TAKEN&kind=HOLDER_ORGANISATION_GONE'),
        'open cases of a kind': () => read('/v1/cases?state=OPEN&kind=HOLDER_DECEASED'),
        'a case': () => read(`/v1/cases/${caseId}`),
        'vehicles of a holder': () =>
          found(
            source.transaction((manager) => app.get(HolderSubjects).vehiclesOf(manager, 's50000')),
            1,
          ),
        'holders without a subject': async () => ((await app.get(HolderSubjects).fill()) ? 404 : 200),
        'enquiries of cases': () => found(app.get(CaseEnquiries).queue.claim(16), 0),
        'enquiries of fleets': () => found(app.get(FleetEnquiries).queue.claim(16), 0),
        'whether there are fleets': async () =>
          (await source.transaction((manager) => app.get(FleetEnquiries).areAny(manager))) ? 404 : 200,
      }),
      ...Object.entries({
        einmal_vehicle_cases: 'unclosed',
        einmal_vehicle_enquiries: 'count(*)',
        einmal_vehicle_enquiry_age_seconds: 'min(opened_at)',
      }).map(([name, text]) =>
        said(MOST_MEASURED, 'vehicles-metrics', text, () => register.getSingleMetric(name)?.get()),
      ),
    ];
  };

  describePlans(() => plans, works, others);
});
