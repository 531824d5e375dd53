import { DataSource } from 'typeorm';
import { Upkeep } from '#libs/service-kit';
import { QueryPlans } from '#libs/test-kit';
import { HolderSubjects } from '../reactions/holder-subjects.store.ts';
import { aRegistration } from '../registration.builder.ts';
import { ReactingVehicles } from '../testing/reacting-vehicles.ts';

const ROWS = 100_000;
/** A page has a hundred rows at most. */
const MOST = 600;

/** All vehicles are of others. Half of the cases are closed; what is asked for is among the newest, where the lists end. */
const fill = `
  select pg_temp.multiply('vehicles', ${ROWS}, jsonb_build_object('id', 'gen_random_uuid()', 'registration_key', '''k'' || n',
    'plate', '''P '' || n', 'plate_named', '''P '' || n', 'vin', '''V'' || n', 'vin_named', '''V'' || n',
    'concerns', 'array[''c'' || n]', 'holder_subject', '''s'' || n'));
  select pg_temp.multiply('vehicle_history', ${ROWS}, jsonb_build_object('record_id', 'gen_random_uuid()',
    'idempotency_key', 'n', 'event_id', 'gen_random_uuid()'));
  select pg_temp.multiply('cases', ${ROWS}, jsonb_build_object('id', 'uuidv7(interval ''-1 hour'')',
    'vehicle_id', 'gen_random_uuid()', 'event_id', 'gen_random_uuid()', 'enquiry', '''ANSWERED''',
    'kind', 'case when n > ${ROWS - 60} then ''HOLDER_NAME_CHANGED'' when n > ${ROWS - 120} or n % 2 = 1
      then ''HOLDER_DECEASED'' else ''HOLDER_ADDRESS_CHANGED'' end',
    'state', 'case when n > ${ROWS - 60} then ''TAKEN'' when n > ${ROWS - 120} or n % 2 = 0 then ''OPEN''
      else ''CLOSED'' end',
    'taken_by', 'case when n > ${ROWS - 60} then ''o'' end', 'taken_at', 'case when n > ${ROWS - 60} then now() end',
    'outcome', 'case when n <= ${ROWS - 120} and n % 2 = 1 then ''NO_ACTION'' end',
    'closed_at', 'case when n <= ${ROWS - 120} and n % 2 = 1 then now() end'));
  insert into case_acts (case_id, act) select id, 'OPENED' from cases;
  insert into disclosure_log (decision_id, authority, purpose, evidence_type, subject_kind, fields, outcome)
  select uuidv7(), '', '', 'vehicles.e.v1', '', '', 'UNKNOWN' from generate_series(1, ${ROWS});
  insert into inbox_event (consumer_group, event_id) select 'g', n from generate_series(1, ${ROWS}) n`;

/**
 * For work that nothing here asks for. A state or a kind of many cases has an index of its own, where the few that are
 * asked for here do with that of both.
 */
const ofOtherWork = [
  'case_enquiries_due',
  'cases_by_kind',
  'cases_by_state',
  'cases_closed',
  'cases_unclosed',
  'dpop_proof_expires_at',
  'fleet_enquiries_due',
  'inbox_event_by_age',
  'inbox_event_handled_at',
  'inbox_parked_settled',
  'inbox_parked_unannounced',
  'inbox_parked_waiting',
  'vehicles_holder_euid',
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
    plans = await QueryPlans.watch(office.register.database, fill);
  });
  afterAll(async () => {
    await plans.close();
    await office.stop();
  });

  const read = async (path: string): Promise<number> => (await office.register.get(path)).status;
  const post = async (path: string, body: object): Promise<number> =>
    (await office.register.post(path, body)).status;
  const after = '00000000-0000-7000-8000-000000000000';
  const calls: Readonly<Record<string, () => Promise<number>>> = {
    vehicles: () => read('/v1/vehicles?limit=100'),
    'vehicles, later': () => read(`/v1/vehicles?after=${after}`),
    'by plate': () => post('/v1/vehicles/search', { plate: record.plate }),
    'by vehicle number': () => post('/v1/vehicles/search', { vin: record.vin }),
    'one vehicle': () => read(`/v1/vehicles/${record.id}`),
    'its history': () => read(`/v1/vehicles/${record.id}/history`),
    cases: () => read('/v1/cases?limit=100'),
    'cases, later': () => read(`/v1/cases?after=${after}`),
    'taken cases': () => read('/v1/cases?state=TAKEN'),
    'cases of a kind': () => read('/v1/cases?kind=HOLDER_NAME_CHANGED'),
    'open cases of a kind': () => read('/v1/cases?state=OPEN&kind=HOLDER_DECEASED'),
    'a case': () => read(`/v1/cases/${caseId}`),
    'cases that acts have overtaken': async () => {
      const seen = await office.register.app.get(Upkeep, { strict: false }).run('overtaken-cases');
      return seen > ROWS / 3 ? 200 : 404;
    },
    'an act': () => post('/v1/vehicles', aRegistration()),
    'an event about a holder': async () => {
      const source = office.register.app.get(DataSource);
      const found = await office.register.app.get(HolderSubjects).vehiclesOf(source.manager, 's50000');
      return found.length === 1 ? 200 : 404;
    },
  };

  const all = async (): Promise<void> => {
    for (const [name, call] of Object.entries(calls)) {
      plans.faults(MOST);
      const status = await call();
      if (status >= 300) throw new Error(`${name}: ${status}`);
      if (plans.count === 0) throw new Error(`${name}: no statement was seen.`);
      const faults = plans.faults(MOST);
      if (faults.length > 0) throw new Error(`${name}: ${faults.join('\n')}`);
    }
  };

  it('look at no more rows than they need, by an index for every order and filter', async () => {
    await all();
  });

  it('miss each index that is dropped', async () => {
    await all();
    const notMissed = await plans.notMissed(all);
    expect(notMissed.filter((name) => !ofOtherWork.includes(name))).toEqual([]);
  });
});
