import { register } from 'prom-client';
import { DataSource } from 'typeorm';
import { searchText } from '#libs/identifiers';
import { VOUCHER_TYP } from '#libs/contracts';
import { fillOfRegister, registerWork, type RunningRegister } from '#libs/register-kit-testing';
import { calls, describePlans, PLANS_MS, QueryPlans, said } from '#libs/test-kit';
import { FeedbackQueue } from '../feedback/feedback.store.ts';
import { ResidentSubjects } from '../moves/resident-subjects.store.ts';
import { aRegistration } from '../registration.builder.ts';
import { residentSearchEntries } from '../resident-search.rules.ts';
import { aPostalAddress, aResident } from '../resident.builder.ts';
import { residents } from '../residents.register.ts';
import { startResidents } from '../testing/start-residents.ts';

const ROWS = 100_000;
/** A page has a hundred rows at most. */
const MOST = 600;
/** Of what is measured ten thousand are counted at most. */
const MOST_MEASURED = 10_000;

const casesOf = (kind: string, state: string, count: number): string => `
  insert into cases (id, record_id, authority, kind, event_id, other_authority, effective_on, reported_at, state, taken_by,
    taken_issuer, taken_at, outcome, closed_at)
  select uuidv7(interval '-1 hour'), gen_random_uuid(), 'meldebehoerde-hannover', '${kind}', gen_random_uuid(), 'a', '2026-01-31', now(), '${state}',
    ${state === 'TAKEN' ? `'o', 'i', now()` : 'null, null, null'},
    ${state === 'CLOSED' ? `'OBSOLETE', now()` : 'null, null'}
  from generate_series(1, ${count})`;

/** From before any period. */
const closedLongAgo = (count: number): string => `
  insert into cases (id, record_id, authority, kind, event_id, other_authority, effective_on, reported_at, state, outcome, closed_at)
  select uuidv7(interval '-6 years'), gen_random_uuid(), 'a', 'FORMER_RESIDENT', gen_random_uuid(), 'a', '2020-01-31', now(),
    'CLOSED', 'STAYS', now() - interval '6 years' from generate_series(1, ${count})`;

/** What is asked for is among the newest, where the lists end: few of a kind and many. */
const fill = `
  select pg_temp.multiply('residents', ${ROWS}, jsonb_build_object('id', 'gen_random_uuid()',
    'authority', '''another-office''', 'idnr', '''i'' || n',
    'concerns', 'array[''c'' || n]', 'event_subject', '''s'' || n',
    'feedback_from', 'case when n % 1000 = 0 then ''a'' end'));
  select pg_temp.multiply('resident_search', 4000, jsonb_build_object('record_id', 'gen_random_uuid()',
    'key', '''k'' || n'));
  ${casesOf('PROTECTED_FEEDBACK', 'CLOSED', 42_500)};
  ${casesOf('FORMER_RESIDENT', 'OPEN', 42_500)};
  ${casesOf('FEEDBACK_OVERDUE', 'TAKEN', 15_000)};
  ${casesOf('PROTECTED_FEEDBACK', 'OPEN', 60)};
  ${closedLongAgo(1_000)};
  insert into case_acts (case_id, act) select id, 'OPENED' from cases;
  insert into feedback_messages (event_id, registration_id, record_id, from_authority, to_authority, due_at)
  select gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'a', 'b', now() + interval '1 hour'
  from generate_series(1, ${ROWS});
  ${fillOfRegister('resident')}`;

/** Of the inbox see `libs/inbox/src/inbox-plans.int.spec.ts`. */
const others = [
  'inbox_event_by_age',
  'inbox_parked_settled',
  'inbox_parked_to_announce',
  'inbox_parked_waiting',
];

describe('the statements of the residents register', () => {
  let running: RunningRegister;
  let plans: QueryPlans;
  let version = 0;
  let record: { readonly id: string; readonly idnr: string };

  beforeAll(async () => {
    running = await startResidents();
    const { idnr, ...body } = aRegistration();
    record = { id: (await running.post('/v1/residents', { ...body, idnr })).body.id, idnr };
    plans = await QueryPlans.watch(running.database, 'residents', fill);
  }, PLANS_MS);
  afterAll(async () => {
    await plans.close();
    await running.stop();
  });

  const read = async (path: string): Promise<number> => (await running.get(path)).status;
  const found = async (rows: Promise<readonly unknown[]>, count: number): Promise<number> =>
    (await rows).length === count ? 200 : 404;

  const works = () => {
    const { app } = running;
    const { manager } = app.get(DataSource);
    const [search] = residentSearchEntries(aResident());
    const move = () => {
      version += 1;
      const address = aPostalAddress({ houseNumber: `${100 + version}` });
      return { ground: 'BMG §17(1)', effectiveOn: '2026-02-01', expectedVersion: version, address };
    };
    const asked = {
      register: residents,
      path: '/v1/residents',
      id: record.id,
      subjects: { idnr: record.idnr },
      searched: { person: searchText(search!) },
      registration: aRegistration,
      acts: { '/acts/move': move },
    };
    return [
      ...registerWork(running, asked, { cases: { prepare: closedLongAgo(10) } }),
      ...calls(MOST, {
        'who is vouched for': async () =>
          (await running.say('/internal/v1/vouchers', VOUCHER_TYP, { voucher: { citizen: 'c50000' } }))
            .status,
        cases: () => read('/v1/cases?limit=100'),
        'cases, later': () => read('/v1/cases?after=00000000-0000-7000-8000-000000000000'),
        'taken cases': () => read('/v1/cases?state=TAKEN'),
        'cases of a common kind': () => read('/v1/cases?kind=FEEDBACK_OVERDUE'),
        'taken cases of a common kind': () => read('/v1/cases?state=TAKEN&kind=FEEDBACK_OVERDUE'),
        'open cases of a kind': () => read('/v1/cases?state=OPEN&kind=PROTECTED_FEEDBACK'),
        'records of a subject': () => found(app.get(ResidentSubjects).recordsOf(manager, 's50000'), 1),
        'records without a subject': async () => ((await app.get(ResidentSubjects).fill()) ? 404 : 200),
        'feedback to send': () => found(app.get(FeedbackQueue).queue.claim(16), 0),
      }),
      ...Object.entries({
        einmal_resident_cases: 'unclosed',
        einmal_feedback_waiting: 'count(*)',
        einmal_feedback_age_seconds: 'min(opened_at)',
      }).map(([name, text]) =>
        said(MOST_MEASURED, 'residents-metrics', text, () => register.getSingleMetric(name)?.get()),
      ),
    ];
  };

  describePlans(() => plans, works, others);
});
