import { randomBytes } from 'node:crypto';
import { groupConsumer } from '#libs/kafka';
import { type CollectedEvent, eventually } from '#libs/test-kit';
import { testOperator, type TestOperator } from '../testing/test-operator.ts';
import { Operators, ReplayStand } from '../testing/replay-stand.ts';

const SUBJECTS = 40;
const EVENTS = 1_200;

describe('a replay at work', () => {
  let stand: ReplayStand;
  let operator: TestOperator;
  let operators: Operators;
  let paul: string;

  beforeAll(async () => {
    stand = await ReplayStand.open();
    await stand.write(0, EVENTS, SUBJECTS);
    operator = await testOperator();
    paul = await operator.surroundings.token('p_paul');
    operators = new Operators(operator.call, paul);
  });
  afterAll(async () => {
    await operator.stop();
    await stand.close();
  });

  const codeOf = async (path: string, body?: object, token?: string): Promise<unknown> => {
    const answer = await operator.call('POST', `/v1/replays${path}`, body, token);
    return answer.body.code ?? answer.status;
  };
  const sideTopic = (): object => ({
    topic: stand.topic,
    target: { kind: 'side-topic', topic: stand.sideTopic },
  });

  it('selects by partition, offset, time, key and type', async () => {
    const content = async (selection: object): Promise<readonly CollectedEvent[]> => {
      const topic = `replay.${randomBytes(6).toString('hex')}`;
      const { id } = await operators.started({
        topic: stand.topic,
        target: { kind: 'side-topic', topic },
        ...selection,
      });
      const { evidence } = await operators.ended(id);
      return stand.contentOf(topic, evidence?.source.events ?? 0);
    };
    const origins = (events: readonly CollectedEvent[]): string[] =>
      events.map(({ value }) => String(value['replayorigin']));
    const slice = await content({ partitions: [1], fromOffset: 10, toOffset: 30 });
    expect(origins(slice)).toEqual(Array.from({ length: 20 }, (_, n) => `${stand.topic}/1/${n + 10}`));
    const few = await content({ keys: ['subject-3', 'subject-5'], types: ['resident.registered.v1'] });
    expect(few.map(({ value }) => String(value['subject'])).sort()).toEqual(['subject-3', 'subject-5']);
    const later = new Date(Date.now() + 60_000).toISOString();
    expect(await content({ fromTime: '2020-01-01T00:00:00Z', toTime: later })).toHaveLength(EVENTS);
    const never = await operators.draft({ ...sideTopic(), fromTime: later });
    expect((await operators.counted(never.id)).dryRun?.selected.events).toBe(0);
  });

  it('is approved by who has just logged in, and as the last dry run counted it', async () => {
    const { id } = await operators.draft(sideTopic());
    const { hash: older } = (await operators.counted(id)).dryRun!;
    const { hash: dryRunHash } = (await operators.counted(id)).dryRun!;
    const minutesAgo = (minutes: number) => Math.floor(Date.now() / 1_000) - minutes * 60;
    const logins = [minutesAgo(16), undefined];
    for (const at of logins) {
      const token = await operator.surroundings.tokenOfLogin('p_paul', at);
      expect([at, await codeOf(`/${id}/approval`, { dryRunHash }, token)]).toEqual([at, 'login-too-old']);
    }
    const token = await operator.surroundings.tokenOfLogin('p_paul', minutesAgo(14));
    expect(await codeOf(`/${id}/approval`, { dryRunHash: older }, token)).toBe('replay-dry-run-stale');
    const approved = await operators.post(`/${id}/approval`, { dryRunHash }, token);
    expect(approved).toMatchObject({ state: 'approved', approved: { by: 'p_paul' } });
    const { body } = await operator.call('GET', `/v1/audit?object=${id}&limit=1`);
    expect(body['entries']).toMatchObject([{ action: 'replay.approved', detail: { dryRunHash } }]);
  });

  it('pauses, goes on where it was, and never exceeds its rate', async () => {
    const topic = `replay.${randomBytes(6).toString('hex')}`;
    const ratePerSecond = 300;
    const { id } = await operators.started({
      topic: stand.topic,
      target: { kind: 'side-topic', topic },
      ratePerSecond,
    });
    await operators.until(id, ({ progress }) => (progress?.delivered ?? 0) > 100);
    await operators.post(`/${id}/pause`);
    const sessions = () =>
      operator.pool.query(
        `select state from pg_stat_activity where application_name = 'operator-replay' and datname = current_database()`,
      );
    await eventually('the replay is at rest', sessions, ({ rowCount }) => rowCount === 0);
    const { progress } = await operators.find(id);
    expect(progress?.delivered).toBeLessThan(EVENTS);
    expect(await codeOf(`/${id}/pause`)).toBe('replay-state-unsuitable');
    await operators.post(`/${id}/resume`);
    const done = await operators.ended(id);
    expect(done).toMatchObject({ state: 'done', progress: { delivered: EVENTS } });
    const times = await stand.timesOf(topic);
    const within = (from: number): number =>
      times.filter((time) => time >= from && time < from + 1_000).length;
    // The rate, one burst, and one burst more that was let through before the second began.
    expect(Math.max(...times.map(within))).toBeLessThanOrEqual(ratePerSecond * 1.2);
    expect(times).toHaveLength(EVENTS);
    expect(await stand.contentOf(topic, EVENTS)).toHaveLength(EVENTS);
  });

  it('is cancelled for good, while it waits for a group that does not come', async () => {
    const deliveries = await stand.createDeliveryTopic();
    const consumer = groupConsumer(stand.kafka, { groupId: stand.group });
    await consumer.connect();
    await consumer.subscribe({ topic: deliveries, fromBeginning: true });
    const joined = new Promise((resolve) => void consumer.on(consumer.events.GROUP_JOIN, resolve));
    await consumer.run({ eachMessage: () => Promise.resolve() });
    await joined;
    const approved = await operators.approved({
      topic: stand.topic,
      target: { kind: 'group', group: stand.group },
    });
    expect(approved.dryRun?.checks.map(({ ok }) => ok)).not.toContain(false);
    await consumer.disconnect();
    await operators.post(`/${approved.id}/start`);
    await operators.until(approved.id, ({ progress }) => progress?.phase === 'waiting-for-group');
    await operators.post(`/${approved.id}/cancel`);
    const cancelled = await operators.find(approved.id);
    expect(cancelled).toMatchObject({ state: 'cancelled', evidence: { verified: true } });
    expect(await codeOf(`/${approved.id}/resume`)).toBe('replay-state-unsuitable');
    expect((await operator.call('GET', `/v1/replays/${approved.id}/report`)).body.code).toBe(
      'replay-state-unsuitable',
    );
  });

  it('does not begin when events of its range were deleted since the dry run', async () => {
    const other = await ReplayStand.open(1);
    await other.write(0, 100, 10);
    const order = { topic: other.topic, partitions: [0], fromOffset: 20, target: { kind: 'file' } };
    const approved = await operators.approved(order);
    await other.forget([{ partition: 0, offset: 50 }]);
    expect(await codeOf(`/${approved.id}/start`)).toBe('replay-dry-run-stale');
    const counted = await operators.counted(approved.id);
    expect(counted.dryRun?.retention.holes).toEqual([{ partition: 0, wanted: 20, oldest: 50 }]);
    expect(await codeOf(`/${approved.id}/approval`, { dryRunHash: counted.dryRun!.hash }, paul)).toBe(
      'replay-selection-empty',
    );
    await other.close();
  });
});
