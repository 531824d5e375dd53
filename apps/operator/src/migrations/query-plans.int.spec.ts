import { QueryPlans } from '#libs/test-kit';
import { testOperator, type TestOperator } from '../testing/test-operator.ts';

const ROWS = 100_000;
/** Of each page a hundred rows are wanted at most; a summary at ten thousand of each group and kind, and says so. */
const MOST = 600;
const MOST_OF_SUMMARY = 40_000;

/** The last thousand are as most are, and what is looked for is among the first hundred. */
const fill = `
  insert into audit (seq, at, actor, action, object, previous, hash)
  select n, now() - interval '1 second' * (${ROWS} - n), case when n <= 100 then 'rare' else 'actor-' || n % 9 end,
    'replay.drafted', case when n <= 100 then 'rare' else 'object-' || n end, '', '' from generate_series(1, ${ROWS}) n;
  insert into dead_letter (id, consumer_group, topic, origin, event_key, event_id, type, bytes, cause_code, cause,
    attempts, blocks_key, state, parked_at, changed_at)
  select gen_random_uuid(), case when n <= 100 then 'rare' else 'group-' || n % 3 end,
    case when n <= 100 then 'rare' else 'topic-' || n % 9 end, 'a/0/' || n,
    case when n <= 100 then 'rare' else 'key-' || n end, gen_random_uuid()::text,
    case when n <= 100 then 'rare' else 'type-' || n % 9 end, 1,
    case when n <= 100 then 'key-parked' else 'handler-failed' end, '', 1, true,
    case when n <= 100 then 'PARKED' when n <= 200 then 'DISCARDED' else 'REDRIVEN' end, now() - interval '1 second' * (${ROWS} - n), now()
  from generate_series(1, ${ROWS}) n;
  insert into dead_letter_step (dead_letter_id, at, state, cause_code, attempts)
  select id, now(), state, cause_code, 1 from dead_letter;
  insert into redrive (id, kind, requested_by, selection, finished_at)
  select gen_random_uuid(), 'REDRIVE', 'olga', '{}', now() from generate_series(1, ${ROWS});
  insert into redrive_item (redrive_id, dead_letter_id, outcome)
  select r.id, d.id, 'DONE' from redrive r join dead_letter d using (number);
  insert into command (id, redrive_id, topic, key, payload, sent_at)
  select gen_random_uuid(), id, 't', 'k', '', now() from redrive;
  insert into replay (selection, target, rate_per_second, order_hash, reason, ticket, requested_by, requested_at,
    expires_at, state)
  select '{"topic":"t"}', '{"kind":"file"}', 1, repeat('a', 64), 'r', 't', 'olga',
    now() - interval '1 second' * n, now(), 'cancelled' from generate_series(1, ${ROWS}) n;
  insert into replay_checkpoint (replay, partition, next_offset, read, selected)
  select id, 0, 1, 1, 1 from replay;
  insert into projection_generation (topic, records) select 'topic-' || n, ${ROWS} from generate_series(1, 3) n;
  insert into projection (topic, generation)
  select topic, id from projection_generation where topic like 'topic-%';
  insert into record_version (generation, record_id, version, last_type, last_event, effective_on, missing)
  select 1 + n % 3, gen_random_uuid(), 1, 't', gen_random_uuid(), '2026-01-31', n % 2
  from generate_series(1, ${ROWS}) n`;

/**
 * Of commands under way, replays at work, letters and proofs whose time is over, and redrives, which nothing here asks
 * for for certain. A
 * group or a state of middling size has an index of its own, where small ones do with another's.
 */
const ofOtherWork = [
  'command_unsent',
  'dead_letter_by_group',
  'dead_letter_by_state',
  'dead_letter_parked',
  'dead_letter_settled',
  'dpop_proof_expires_at',
  'redrive_item_by_letter',
  'redrive_item_of_letter',
  'replay_at_work',
];

describe('the statements of the operator', () => {
  let operator: TestOperator;
  let plans: QueryPlans;

  beforeAll(async () => {
    operator = await testOperator();
    plans = await QueryPlans.watch(operator.database, fill);
  });
  afterAll(async () => {
    await plans.close();
    await operator.stop();
  });

  const asked = async (path: string, most = MOST): Promise<Record<string, unknown>> => {
    plans.faults(most);
    const { status, body } = await operator.call('GET', path);
    if (status !== 200) throw new Error(`${path}: ${status}`);
    if (plans.count === 0) throw new Error(`${path}: no statement was seen.`);
    const faults = plans.faults(most);
    if (faults.length > 0) throw new Error(`${path}: ${faults.join('\n')}`);
    return body;
  };
  const rare = ['group', 'topic', 'type', 'key'].map((name) => `${name}=rare`);
  const filters = [...rare, 'causeCode=key-parked'];
  const pages = [
    ...['object=rare', 'actor=rare', 'object=rare&actor=rare', `after=${ROWS / 2}`].map(
      (query) => `/v1/audit?${query}`,
    ),
    ...[
      ...filters,
      'group=group-1',
      'state=DISCARDED',
      'state=PARKED',
      'group=rare&state=PARKED',
      `after=${ROWS / 2}`,
      'limit=100',
    ].map((query) => `/v1/dead-letters?${query}`),
    '/v1/dead-letters/redrives',
    '/v1/replays',
    '/v1/projections',
  ];
  const all = async (): Promise<void> => {
    for (const path of pages) await asked(path);
    const until = new Date(Date.now() - (ROWS - 100) * 1_000).toISOString();
    await asked(`/v1/dead-letters?until=${until}`);
    await asked('/v1/dead-letters/summary', MOST_OF_SUMMARY);
    const { deadLetters } = (await asked('/v1/dead-letters?key=rare')) as { deadLetters: { id: string }[] };
    await asked(`/v1/dead-letters/${deadLetters[0]!.id}`);
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
