import { v7 } from 'uuid';
import { PERMIT_BATCH_MAX, type Permit, type Recall, type SubjectKind } from '#libs/contracts';
import type { Register, RegisterRecord } from '#libs/register-kit';
import { Upkeep } from '#libs/service-kit';
import { calls, describePlans, PLANS_MS, QueryPlans, said, tasks, type Work } from '#libs/test-kit';
import { aPermit } from './permit-gateway.ts';
import type { RunningRegister } from './running-register.ts';

const ROWS = 100_000;
/** More than a portion of any sweep. */
const DUE = 6_000;
/** A page has a hundred records at most, a batch 256 permits. */
const MOST = 600;
/** Months and days of logs are partitions; how many tables and indexes there are does not depend on how much they hold. */
const CATALOGUE = 2_000;

/** Of what every register keeps, beside its records: what others have left, and what is due. */
export const fillOfRegister = (record: string): string => `
  select pg_temp.multiply('${record}_history', ${ROWS}, jsonb_build_object('record_id', 'gen_random_uuid()',
    'idempotency_key', 'n', 'event_id', 'gen_random_uuid()'));
  insert into disclosure_log (decision_id, authority, purpose, evidence_type, subject_kind, fields, outcome)
  select uuidv7(case when n <= ${DUE} then interval '-6 years' else interval '0' end), '', '', '',
    case when n % 2 = 0 then 'idnr' else 'record' end, '', 'UNKNOWN' from generate_series(1, ${ROWS}) n;
  insert into foreign_attempt (at, authority, record_id, operation, client, office)
  select now() - case when n <= ${DUE} then interval '2 years' else interval '0' end, 'office-' || n % 50,
    gen_random_uuid(), 'read', '', '' from generate_series(1, ${ROWS}) n;
  insert into dpop_proof (jkt, jti, expires_at)
  select 'k', n, now() + case when n <= ${DUE} then interval '-1 hour' else interval '1 hour' end
  from generate_series(1, ${ROWS}) n;
  -- With ids from before the first, which the relay takes for published.
  insert into outbox (id, event_id, key, payload) overriding system value
  select -n, gen_random_uuid(), 'k-' || n, '' from generate_series(1, ${ROWS}) n`;

const aRecall = (recalls: string): Recall => {
  const { authority, purpose, evidenceType, fields } = aPermit({});
  return { decisionId: v7(), recalls, citizen: 'c', fields, evidenceType, authority, purpose };
};

type Kinds = Readonly<Partial<Record<SubjectKind, string>>>;

export interface RegisterWork<T extends RegisterRecord> {
  readonly register: Register<T>;
  /** Of its records, e.g. `/v1/residents`. */
  readonly path: string;
  /** A record, and how it is named in a search and in a permit. */
  readonly id: string;
  readonly subjects: Kinds;
  /** How it is named in a permit alone. */
  readonly searched?: Kinds;
  /** Body of the act "register"; each call another one. */
  readonly registration: () => object;
  /** Body of another act, by its path under the record's; each call another one. */
  readonly acts?: Readonly<Record<string, () => object>>;
  /** What this register does beside what every one does. */
  readonly besides?: readonly Work[];
  /** Its upkeep beside that of every register, as of `tasks`. */
  readonly upkeep?: Parameters<typeof tasks>[1];
}

/** What every register answers, what its relay says, and the whole upkeep of its app; `others` as of `tasks`. */
export function registerWork<T extends RegisterRecord>(
  running: RunningRegister,
  { register, path, id, subjects, searched, registration, acts = {} }: RegisterWork<T>,
  others: Parameters<typeof tasks>[1] = {},
): readonly Work[] {
  const read = async (rest: string): Promise<number> => (await running.get(path + rest)).status;
  const post = async (rest: string, body: object): Promise<number> =>
    (await running.post(path + rest, body)).status;
  const absent = async (): Promise<number> => ((await read(`/${v7()}`)) === 404 ? 200 : 500);
  const asked: string[] = [];
  const evidence = async (subjectKind: SubjectKind, subject: string): Promise<number> => {
    const permit = (): Permit =>
      aPermit({ subjectKind, subject, fields: Object.keys(register.fields), decisionId: v7() });
    const permits = Array.from({ length: PERMIT_BATCH_MAX }, permit);
    asked.push(...permits.map(({ decisionId }) => decisionId));
    return (await running.disclose(permits)).status;
  };
  const each = (about: string, kinds: Kinds, ask: (kind: SubjectKind, value: string) => Promise<number>) => {
    const named = Object.entries(kinds) as [SubjectKind, string][];
    return calls(
      MOST,
      Object.fromEntries(named.map(([kind, value]) => [`${about} by ${kind}`, () => ask(kind, value)])),
    );
  };
  const upkeep = running.app.get(Upkeep, { strict: false });
  const catalogue = ['log-months-ahead', 'log-months-due', 'outbox-days-ahead', 'outbox-days-due'];
  return [
    ...calls(MOST, {
      records: () => read('?limit=100'),
      'records, later': () => read(`?limit=100&after=00000000-0000-7000-8000-000000000000`),
      'one record': () => read(`/${id}`),
      'one record as it was': () => read(`/${id}?effectiveOn=2026-01-31`),
      'its history': () => read(`/${id}/history`),
      'who asked for mine': async () => (await running.get('/v1/foreign-attempts?limit=100')).status,
    }),
    ...calls(MOST, { 'a record that is not there': absent }),
    ...each('search', subjects, (kind, value) => post('/search', { [kind]: value })),
    ...each('evidence', { ...subjects, ...searched, record: id }, evidence),
    ...calls(MOST, {
      'what was answered': async () => (await running.answered(asked.slice(0, PERMIT_BATCH_MAX))).status,
      'what was told': async () => {
        const fields = Object.keys(register.fields);
        return (await running.recall({ ...aRecall(asked[0]!), fields })).status;
      },
      'an act': () => post('', registration()),
      ...Object.fromEntries(
        Object.entries(acts).map(([act, body]) => [act, () => post(`/${id}${act}`, body())]),
      ),
    }),
    said(MOST, 'outbox-relay', 'from outbox', () => post('', registration())),
    ...tasks(upkeep, {
      ...Object.fromEntries(catalogue.map((name) => [name, { most: CATALOGUE }])),
      ...others,
    }),
  ];
}

/**
 * The statements of a register that only answers and announces.
 * @param fill SQL for its records
 * @param work makes the record that is asked for, before the others are there
 */
export function describeRegisterPlans<T extends RegisterRecord>(
  start: () => Promise<RunningRegister>,
  fill: string,
  work: (running: RunningRegister) => Promise<RegisterWork<T>>,
): void {
  let running: RunningRegister;
  let plans: QueryPlans;
  let works: readonly Work[];

  beforeAll(async () => {
    running = await start();
    const asked = await work(running);
    const { name, record } = asked.register;
    plans = await QueryPlans.watch(running.database, name, `${fill}; ${fillOfRegister(record)}`);
    works = [...registerWork(running, asked, asked.upkeep), ...(asked.besides ?? [])];
  }, PLANS_MS);
  afterAll(async () => {
    await plans.close();
    await running.stop();
  });

  describePlans(
    () => plans,
    () => works,
  );
}
