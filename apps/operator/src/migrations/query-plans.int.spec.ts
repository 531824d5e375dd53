import { randomUUID } from 'node:crypto';
import { deadLetterHeaders, deadLetterTopic } from '#libs/contracts';
import { Upkeep } from '#libs/service-kit';
import { calls, describePlans, PLANS_MS, QueryPlans, said, tasks } from '#libs/test-kit';
import { CommandSender } from '../dead-letters/command-sender.service.ts';
import { ProjectionStore } from '../dead-letters/projection.store.ts';
import { ReplayRunner } from '../replays/replay-runner.service.ts';
import { testOperator, type TestOperator } from '../testing/test-operator.ts';

const ROWS = 100_000;
/** So many that the planner would hope to meet one soon in any order; all of them are where the lists end. */
const OLD = 20_000;
/** Of each page a hundred rows are wanted at most; a summary at ten thousand of each group and kind, and says so. */
const MOST = 600;
const MOST_OF_SUMMARY = 40_000;

/** From before any period. */
const settledLongAgo = (count: number): string => `
  insert into dead_letter (id, consumer_group, topic, origin, event_key, event_id, type, bytes, cause_code, cause, attempts,
    blocks_key, state, parked_at, changed_at)
  select gen_random_uuid(), 'group-1', 't', 't/0/0', 'k', gen_random_uuid()::text, 't', 1, 'handler-failed', '', 1, true,
    'REDRIVEN', now(), now() - interval '3 years' from generate_series(1, ${count})`;

/**
 * What is looked for is among the first, where the lists end: a hundred rare ones, then many of a group, topic, type, cause,
 * key and state that have no newer ones, and one that is parked behind many of its key. Others are parked at the other end,
 * where a summary ends that begins with the oldest.
 */
const fill = `
  insert into audit (seq, at, actor, action, object, previous, hash)
  select n, now() - interval '1 second' * (${ROWS} - n), case when n <= 100 then 'rare' when n <= ${OLD} then 'old' else 'actor-' || n % 9 end,
    'replay.drafted', case when n <= 100 then 'rare' when n <= ${OLD} then 'old' else 'object-' || n end, '', '' from generate_series(1, ${ROWS}) n;
  ${settledLongAgo(2_000)};
  insert into dead_letter (id, consumer_group, topic, origin, event_key, event_id, type, bytes, cause_code, cause,
    attempts, blocks_key, state, parked_at, changed_at)
  select gen_random_uuid(),
    case when n <= 100 then 'rare' when n <= ${OLD} then 'old' else 'group-' || n % 3 end,
    case when n <= 100 then 'rare' when n <= ${OLD} then 'old' else 'topic-' || n % 9 end, 'a/0/' || n,
    case when n <= 100 then 'rare' when n <= ${OLD} then 'old' else 'key-' || n end, 'e-' || n,
    case when n <= 100 then 'rare' when n <= ${OLD} then 'old' else 'type-' || n % 9 end, 1,
    case when n <= 100 then 'key-parked' when n <= ${OLD} then 'type-unknown' else 'handler-failed' end, '', 1, true,
    case when n <= 100 or n = 5000 or n > 95000 then 'PARKED' when n <= ${OLD} then 'DISCARDED' else 'REDRIVEN' end,
    now() - interval '1 second' * (${ROWS} - n), now()
  from generate_series(1, ${ROWS}) n;
  insert into dpop_proof (jkt, jti, expires_at) select 'k', n, now() + interval '1 hour' from generate_series(1, ${ROWS}) n;
  insert into dead_letter_step (dead_letter_id, at, state, cause_code, attempts)
  select id, now(), state, cause_code, 1 from dead_letter;
  insert into redrive (id, kind, requested_by, selection, finished_at)
  select gen_random_uuid(), 'REDRIVE', 'olga', '{}', now() from generate_series(1, ${ROWS});
  insert into redrive_item (redrive_id, dead_letter_id, outcome)
  select r.id, d.id, 'DONE' from redrive r join dead_letter d using (number);
  insert into correction (dead_letter_id, state, transform, reason, ticket, requested_by)
  select id, 'cancelled', '{}', 'r', 't', 'olga' from dead_letter;
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

describe('the statements of the operator', () => {
  let operator: TestOperator;
  let plans: QueryPlans;
  let letter: string;

  beforeAll(async () => {
    operator = await testOperator();
    plans = await QueryPlans.watch(operator.database, 'operator', fill);
    const { body } = await operator.call('GET', '/v1/dead-letters?group=old&state=PARKED');
    letter = (body as unknown as { deadLetters: [{ id: string }] }).deadLetters[0].id;
  }, PLANS_MS);
  afterAll(async () => {
    await plans.close();
    await operator.stop();
  });

  const get = async (path: string): Promise<number> => (await operator.call('GET', path)).status;
  const asked = (most: number, paths: readonly string[]) =>
    calls(most, Object.fromEntries(paths.map((path) => [path, () => get(path)])));
  const rare = ['group', 'topic', 'type', 'key'].map((name) => `${name}=rare`);
  const old = ['group', 'topic', 'type', 'key'].map((name) => `${name}=old`);
  const filters = [
    ...rare,
    'causeCode=key-parked',
    ...old,
    'group=old&state=DISCARDED',
    'group=old&type=rare',
  ];
  const pages = [
    ...[
      ...['object=rare', 'actor=rare', 'object=rare&actor=rare'],
      ...['object=old', 'actor=old', 'object=old&actor=old', 'object=old&actor=actor-1'],
      `after=${ROWS / 2}`,
    ].map((query) => `/v1/audit?${query}`),
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
    '/v1/dead-letters/corrections',
    '/v1/replays',
    '/v1/projections',
  ];
  const parkedAt = (n: number): string => new Date(Date.now() - (ROWS - n) * 1_000).toISOString();
  const app = () => operator.app;
  let offset = 0;
  /** That a parked event was redriven. */
  const announced = () => {
    offset += 1;
    const header = {
      group: 'group-2',
      state: 'redriven',
      eventId: `e-${50_000 + 3 * offset}`,
      type: 't',
      causeCode: 'handler-failed',
      cause: '',
      attempts: '1',
      blocksKey: 'true',
      origin: 'a/0/1',
      at: new Date().toISOString(),
      correction: randomUUID(),
      correctionOutcome: 'applied',
    };
    const named = Object.entries(header).map(([name, value]) => [
      deadLetterHeaders[name as keyof typeof header],
      value,
    ]);
    const message = { key: Buffer.from('k'), value: Buffer.from(''), headers: Object.fromEntries(named) };
    const messages = [{ ...message, offset: `${offset - 1}` }];
    return { topic: deadLetterTopic('group-2'), partition: 0, nextOffset: BigInt(offset), messages };
  };
  const works = () => [
    ...asked(MOST, pages),
    ...asked(MOST_OF_SUMMARY, ['/v1/dead-letters/summary']),
    ...calls(MOST, {
      'dead letters until an instant': () => get(`/v1/dead-letters?until=${parkedAt(100)}`),
      'dead letters until another instant': () => get(`/v1/dead-letters?until=${parkedAt(OLD)}`),
      'dead letters of a time': () =>
        get(`/v1/dead-letters?since=${parkedAt(OLD)}&until=${parkedAt(ROWS / 2)}&limit=100`),
      'a dead letter': () => get(`/v1/dead-letters/${letter}`),
      'an announcement': async () => (await app().get(ProjectionStore).apply(announced()), 200),
    }),
    said(MOST, 'operator', 'from command where sent_at is null', () => app().get(CommandSender).nudge()),
    said(MOST, 'operator-hot', "from replay where state = 'running'", () => app().get(ReplayRunner).nudge()),
    said(MOST, 'operator', "update correction set state = 'lapsed'", () => undefined),
    ...tasks(app().get(Upkeep, { strict: false }), { 'dead-letters': { prepare: settledLongAgo(10) } }),
  ];

  describePlans(() => plans, works);
});
