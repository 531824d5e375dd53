import { register } from 'prom-client';
import { describeRegisterPlans, type RunningRegister } from '#libs/register-kit-testing';
import { calls, said } from '#libs/test-kit';
import { business } from '../business.register.ts';
import { aRegistration } from '../registration.builder.ts';
import { aDoubt } from '../testing/a-doubt.ts';
import { startBusiness } from '../testing/start-business.ts';

/** A page has a hundred rows at most. */
const MOST = 600;
/** Of what is measured ten thousand are counted at most. */
const MOST_MEASURED = 10_000;

const casesOf = (
  state: string,
  count: number,
  values: string,
  office = 'registergericht-goettingen',
  age = '-1 hour',
): string => `
  insert into cases (id, company_id, kind, event_id, authority, effective_on, reported_at, state,
    ${state === 'CLOSED' ? 'outcome, closed_at' : 'taken_by, taken_issuer, taken_at'})
  select uuidv7(interval '${age}'), gen_random_uuid(), 'VALUE_DOUBTED', gen_random_uuid(), '${office}',
    '2026-01-31', now(), '${state}', ${values} from generate_series(1, ${count})`;

/** From before any period, of others. */
const closedLongAgo = (count: number): string =>
  casesOf('CLOSED', count, `'CONFIRMED', now() - interval '6 years'`, 'another-office', '-6 years');

const fill = `
  select pg_temp.multiply('companies', 100000, jsonb_build_object('id', 'gen_random_uuid()',
    'authority', '''another-office''', 'first_euid', '''e'' || n',
    'euid', '''e'' || n', 'widnr', '''w'' || n', 'lei', '''l'' || n'));
  ${closedLongAgo(1_000)};
  ${casesOf('CLOSED', 42_500, `'CONFIRMED', now()`)};
  ${casesOf('OPEN', 57_500, 'null, null, null')};
  ${casesOf('TAKEN', 60, `'o', 'i', now()`)};
  insert into case_acts (case_id, act) select id, 'OPENED' from cases`;

const caseWork = (running: RunningRegister, caseId: string) => {
  const read = async (path: string): Promise<number> => (await running.get(path)).status;
  return [
    ...calls(MOST, {
      cases: () => read('/v1/cases?limit=100'),
      'cases, later': () => read('/v1/cases?after=00000000-0000-7000-8000-000000000000'),
      'taken cases': () => read('/v1/cases?state=TAKEN'),
      'cases of a kind': () => read('/v1/cases?kind=VALUE_DOUBTED'),
      'taken cases of a kind': () => read('/v1/cases?state=TAKEN&kind=VALUE_DOUBTED'),
      'a case': () => read(`/v1/cases/${caseId}`),
    }),
    said(MOST_MEASURED, 'business-metrics', 'unclosed', () =>
      register.getSingleMetric('einmal_company_cases')?.get(),
    ),
  ];
};

describe('the statements of the commercial register', () => {
  describeRegisterPlans(startBusiness, fill, async (running) => {
    const path = '/v1/companies';
    const names = { widnr: 'DE136695976-00001', lei: '213800KUD8LAJWSQ9D15' };
    const { id } = (await running.post(path, aRegistration(1, names))).body;
    const caseId = await aDoubt(running, names.lei);
    let number = 1;
    return {
      register: business,
      path,
      id,
      subjects: { euid: 'DEP2204.HRB1', ...names },
      registration: () => aRegistration((number += 1)),
      besides: caseWork(running, caseId),
      upkeep: { cases: { prepare: closedLongAgo(10) } },
    };
  });
});
