import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { register } from 'prom-client';
import { deliveryTopic } from '#libs/contracts';
import { createTopics, kafkaClient, keyedProducer, readTopic } from '#libs/kafka';
import { startKafka } from '#libs/local-services';
import { lockKeys } from '#libs/service-kit';
import { eventually } from '#libs/test-kit';
import { runCommandLine } from '../cli/program.ts';
import { anEvent } from '../replays/replay.builder.ts';
import type { ReplayListDto } from '../replays/replay.dto.ts';
import { FakeGroup } from '../testing/consumer-group.ts';
import { contentOf, draft } from '../testing/corrections-stand.ts';
import { Operators } from '../testing/replay-stand.ts';
import { testOperator, type TestOperator } from '../testing/test-operator.ts';
import type { StreamsDto } from './stream.dto.ts';

const topic = 'register.away.changes.v1';
const order = {
  ...{ topic, target: { kind: 'file' }, reason: 'A handler lost what it was told.', ticket: 'OPS-17' },
};
const letters = '/v1/dead-letters';

let dir: string;
let broker: Awaited<ReturnType<typeof startKafka>>;
let group: FakeGroup;
let operator: TestOperator;
let letter: string;
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'einmal-away-'));
  broker = await startKafka({ dir });
  await createTopics(broker.bootstrapServers, [{ topic, partitions: 1 }]);
  const producer = keyedProducer(kafkaClient(broker.bootstrapServers, 'away'));
  await producer.connect();
  await producer.send({ topic, acks: -1, messages: [{ value: JSON.stringify(anEvent(0, 1)) }] });
  await producer.disconnect();
  group = await FakeGroup.start(broker.bootstrapServers);
  operator = await testOperator({ kafkaBrokers: [broker.bootstrapServers] });
  const event = group.parked('k-away');
  await group.announce('parked', [event], { value: JSON.stringify(contentOf(event)) });
  letter = await eventually(
    'the letter arrives',
    async () => (await listed())[0]?.id ?? '',
    (id) => id !== '',
  );
});
// Also after a test that failed while the broker was stopped.
afterEach(() => process.kill(broker.pid, 'SIGCONT'));
afterAll(async () => {
  await operator?.stop();
  await group?.stop();
  await broker.stop();
  rmSync(dir, { recursive: true, force: true });
});

const listed = async () =>
  (await operator.call('GET', letters)).body['deadLetters'] as { readonly id: string }[];
const post = (path: string, body: object = {}) => operator.call('POST', path, body);
const told = async (): Promise<StreamsDto> =>
  (await operator.call('GET', '/v1/streams')).body as unknown as StreamsDto;
const isMissing = ({ missing }: StreamsDto): boolean => missing.some(({ part }) => part === 'kafka');
/** What the group would read; its own reader in this test may have given up meanwhile. */
const commands = () =>
  readTopic(kafkaClient(broker.bootstrapServers, 'away'), {
    ...{ topic: deliveryTopic(group.group), groupId: `away.${randomUUID()}` },
    signal: new AbortController().signal,
  });
/** Runs of the sender of commands. */
const failures = async (): Promise<number> =>
  (await register.getSingleMetric('einmal_background_failures_total')?.get())?.values.find(
    ({ labels }) => labels['task'] === 'Commands',
  )?.value ?? 0;
const known = (state: Pick<StreamsDto, 'groups'> | undefined): boolean =>
  state?.groups.some(({ name }) => name === group.group) === true;

it('says that Kafka does not answer and since when, does nothing by halves, and goes on by itself', async () => {
  const before = await eventually('all of it is told', told, (each) => !isMissing(each) && known(each));
  const correction = (await post(`${letters}/${letter}/corrections`, draft)).body['id'] as string;
  const { id: approved } = await new Operators(
    operator.call,
    await operator.surroundings.token('p_paul'),
  ).approved(order);
  process.kill(broker.pid, 'SIGSTOP');
  const without = await eventually('it is missed', told, isMissing);
  expect(without).toMatchObject({ topics: [], groups: [] });
  expect(known(without.lastOfKafka)).toBe(true);
  const { asOf = '' } = without.lastOfKafka ?? {};
  expect(Date.parse(asOf)).toBeGreaterThanOrEqual(Date.parse(before.asOf));
  const later = await eventually('time goes on', told, (each) => each.asOf > without.asOf);
  expect(later.lastOfKafka?.asOf).toBe(asOf);
  let shown = '';
  await runCommandLine(
    ['--url', operator.url, '--token', await operator.surroundings.token('p_olga'), 'streams'],
    {
      ...{ home: '/nowhere', live: false, width: 100, err: () => undefined },
      out: (text) => (shown += text),
    },
  );
  expect(shown).toContain('MISSING  kafka');
  expect(shown).toMatch(/^Topics and groups are as of /m);
  expect(shown).toContain(topic);

  expect(await listed()).toMatchObject([{ id: letter }]);
  const [drafted, tried, started, redriven] = await Promise.all([
    post('/v1/replays', order),
    post(`${letters}/corrections/${correction}/dry-run`),
    post(`/v1/replays/${approved}/start`),
    post(`${letters}/${letter}/redrive`),
  ]);
  for (const { status, body, headers } of [drafted, tried, started])
    expect([status, body.code, headers.get('retry-after')]).toEqual([503, 'broker-away', '5']);
  const { replays } = (await operator.call('GET', '/v1/replays')).body as unknown as ReplayListDto;
  expect(replays).toMatchObject([{ id: approved, state: 'approved' }]);
  expect((await operator.call('GET', `${letters}/corrections/${correction}`)).body['state']).toBe('draft');
  // What needs no answer of Kafka is committed, and goes out when it is back.
  expect(redriven.status).toBe(202);

  process.kill(broker.pid, 'SIGCONT');
  const after = await eventually('it is told again', told, (each) => !isMissing(each) && known(each));
  expect(after.lastOfKafka).toBeUndefined();
  await eventually('the command arrives', commands, (sent) => sent.length > 0);
  expect((await post('/v1/replays', order)).status).toBe(201);
  expect((await post(`/v1/replays/${approved}/start`)).status).toBe(200);
});

it('goes on after its broker was killed and started again, and keeps no one waiting in the database meanwhile', async () => {
  const event = group.parked('k-killed');
  await group.announce('parked', [event], { value: JSON.stringify(contentOf(event)) });
  const [other] = await eventually(
    'another letter arrives',
    async () => (await listed()).filter(({ id }) => id !== letter),
    ({ length }) => length === 1,
  );
  await broker.kill9();
  const without = await eventually('it is missed', told, isMissing);
  expect(known(without.lastOfKafka)).toBe(true);
  expect((await listed()).length).toBe(2);

  const sent = (await operator.pool.query('select from command where sent_at is not null')).rowCount;
  const before = await failures();
  expect((await post(`${letters}/${other?.id}/redrive`)).status).toBe(202);
  const isFree: boolean[] = [];
  const look = async (): Promise<number> => {
    const { rows } = await operator.pool.query<{ free: boolean }>(
      `select pg_try_advisory_xact_lock(${lockKeys.commands}) as free`,
    );
    isFree.push(rows[0]?.free === true);
    return failures();
  };
  await eventually('the command is tried', look, (count) => count > before);
  expect(isFree).not.toContain(false);

  broker = await startKafka({ dir, port: broker.port });
  await eventually('it is told again', told, (each) => !isMissing(each) && known(each), 60_000);
  await eventually(
    'the command is sent',
    () => operator.pool.query('select from command where sent_at is not null'),
    ({ rowCount }) => rowCount === (sent ?? 0) + 1,
  );
});
