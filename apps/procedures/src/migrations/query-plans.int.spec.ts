import { Upkeep } from '#libs/service-kit';
import { calls, describePlans, PLANS_MS, QueryPlans, tasks } from '#libs/test-kit';
import { testProcedures, type TestProcedures } from '../testing/test-procedures.ts';

const ROWS = 100_000;
/** So many that the planner would hope to meet one soon in any order; all of them are where the lists end. */
const OLD = 20_000;
/** Of each page a hundred rows are wanted at most. */
const MOST = 300;

const drafts = (count: number): string => `
  insert into draft (id, person, form, form_version, key_version, wrapped_key, answers, expires_at)
  select gen_random_uuid(), 'p' || n % 10000, 'f', 1, 1, '', '', now() + (n - 100) * interval '1 minute'
  from generate_series(1, ${count}) n`;
const reads = (count: number): string => `
  insert into submission_read (id, at, reader, client, authority, what, submissions)
  select gen_random_uuid(), now() - n * interval '1 day', 'r', 'c', 'a', 'ONE', '{}' from generate_series(1, ${count}) n`;

const renewals = (count: number): string => `
  insert into callback_renewal (id, at, authority, client, caller)
  select gen_random_uuid(), now() - n * interval '1 day', 'a', 'c', 'c' from generate_series(1, ${count}) n`;

const ends = (count: number): string => `
  insert into submission_end (submission, at, position, form, form_version, authority, received_at)
  select gen_random_uuid(), now() - n * interval '1 day', 1, 'f', 1, 'a', now() from generate_series(1, ${count}) n`;

/** What is looked for is among the first, where the lists end. */
const fill = `
  ${drafts(ROWS)};
  ${reads(ROWS)};
  ${renewals(ROWS)};
  ${ends(ROWS)};
  insert into dpop_proof (jkt, jti, expires_at) select 'k', n, now() + interval '1 hour' from generate_series(1, ${ROWS}) n;
  insert into submission (id, draft, person, form, form_version, authority, idempotency_key, fingerprint, key_version,
    wrapped_key, statements, state, outcome, is_automatic, decided_at)
  select lpad(to_hex(n), 32, '0')::uuid, gen_random_uuid(), case when n <= ${OLD} then 'old' else 'p' || n % 5000 end,
    case when n <= 100 then 'rare' else 'f' || n % 3 end, 1,
    case when n <= ${OLD} then 'strassenverkehr-hannover' else 'a' || n % 5 end, 'k', 'f', 1, '', '',
    case when n <= 100 then 'ASKED' when n % 2 = 0 then 'DECIDED' else 'IN_REVIEW' end,
    case when n > 100 and n % 2 = 0 then 'GRANTED' end, case when n > 100 and n % 2 = 0 then true end,
    case when n > 100 and n % 2 = 0 then now() - interval '370 days' + n * interval '5 minutes' end
  from generate_series(1, ${ROWS}) n;
  insert into submission_source (submission, evidence_type, state, evidence, lookup_id)
  select id, 'e', 'EVIDENCE', '', id from submission`;

describe('the statements of the procedures', () => {
  let on: TestProcedures;
  let plans: QueryPlans;

  beforeAll(async () => {
    on = await testProcedures();
    plans = await QueryPlans.watch(on.database, 'procedures', fill);
  }, PLANS_MS);
  afterAll(async () => {
    await plans.close();
    await on.stop();
  });

  const works = () => {
    const old = on.citizen('old');
    const list = (query: string) => async () => (await on.petra('GET', `/v1/submissions${query}`)).status;
    const mine = (path: string) => async () => (await old('GET', path)).status;
    return [
      ...calls(MOST, {
        'an inbox': list('?limit=100'),
        'its next page': list('?limit=100&after=00000000-0000-0000-0000-000000002000'),
        'an inbox by state': list('?state=ASKED'),
        'an inbox by form': list('?form=rare'),
        'what ends': list('?ending=true'),
        'what was handed in': mine('/v1/me/submissions'),
        'to which an entry of the trail belongs': mine(
          '/v1/me/submissions?lookup=00000000-0000-0000-0000-000000002000',
        ),
        'what was begun': mine('/v1/drafts'),
      }),
      ...tasks(on.app.get(Upkeep, { strict: false }), {
        drafts: { prepare: drafts(50) },
        'submission-reads': { prepare: reads(500) },
        'submission-ends': { prepare: ends(500) },
        'callback-renewals': { prepare: renewals(500) },
      }),
    ];
  };

  describePlans(() => plans, works, [
    'submission_work_due',
    'webhook_cursor_due',
    'webhook_receiver_due',
    'webhook_secret_by_receiver',
    'webhook_delivery_by_event',
  ]);
});
