import { randomUUID } from 'node:crypto';
import { groupConsumer, kafkaClient, orderedProducer } from '#libs/kafka';
import { eventually, freePort, testKafka, uniqueTopic } from '#libs/test-kit';
import { testOperator, type TestOperator } from '../testing/test-operator.ts';
import type { StreamHistoryDto } from './stream-history.dto.ts';
import type { StreamsDto } from './stream.dto.ts';

const relayText =
  'einmal_outbox_backlog_events 7\neinmal_outbox_oldest_event_age_seconds 2.5\neinmal_outbox_relay_leading 1\n' +
  'einmal_upkeep_handled_total{task="log-retention"} 3\neinmal_upkeep_lag_seconds{task="log-retention"} 90\n';
const LATE = 'does not answer in time';
const MINUTES_AGO = 600_000;

async function streamsOf(operator: TestOperator): Promise<StreamsDto> {
  return (await operator.call('GET', '/v1/streams')).body as unknown as StreamsDto;
}

describe('the streams page', () => {
  let operator: TestOperator;
  let topic: string;
  const group = `reader.${randomUUID().slice(0, 8)}`;
  beforeAll(async () => {
    topic = await uniqueTopic('streams.changes.v1', 2);
    await writeAndReadSome(topic, group);
    operator = await testOperator();
    operator.surroundings.metrics.set('residents', relayText);
    operator.surroundings.metrics.set('business', 'einmal_outbox_backlog_events Nan\n');
  });
  afterAll(() => operator.stop());

  it('shows how far a group is behind, in events and in seconds', async () => {
    const { groups, topics } = await eventually(
      'the group is shown',
      () => streamsOf(operator),
      (streams) => streams.groups.some(({ name }) => name === group),
    );
    expect(topics.find(({ name }) => name === topic)).toMatchObject({
      kept: 6,
      partitions: [
        { partition: 0, earliestOffset: '0', endOffset: '4' },
        { partition: 1, earliestOffset: '0', endOffset: '2' },
      ],
    });
    const found = groups.find(({ name }) => name === group)!;
    expect(found).toMatchObject({ state: 'Empty', members: 0, lagEvents: 3 });
    // The first event to be read was recorded ten minutes ago, the two before it an hour ago.
    expect(found.lagSeconds).toBeGreaterThanOrEqual(MINUTES_AGO / 1_000);
    expect(found.lagSeconds).toBeLessThan((3 * MINUTES_AGO) / 1_000);
  });

  it('shows each relay’s backlog, and names what does not answer', async () => {
    // A service that is slow for once is named with another reason.
    const streams = await eventually(
      'the relay is shown',
      () => streamsOf(operator),
      ({ relays, missing }) => relays.length === 1 && missing.every(({ reason }) => reason !== LATE),
    );
    expect(streams.relays).toEqual([
      { register: 'residents', backlogEvents: 7, oldestEventAgeSeconds: 2.5, leading: true },
    ]);
    expect(streams.upkeep).toContainEqual({ service: 'residents', task: 'log-retention', lagSeconds: 90 });
    expect(streams.upkeep.some(({ service, task }) => service === 'operator' && task !== '')).toBe(true);
    expect(streams.complete).toBe(false);
    expect(streams.missing).toContainEqual({ part: 'relay:vehicles', reason: 'answers 503' });
    expect(streams.missing).toContainEqual({ part: 'relay:business', reason: 'does not know its backlog' });
  });

  it('takes one picture for all who ask at once', async () => {
    const pictures = await Promise.all(Array.from({ length: 20 }, () => streamsOf(operator)));
    expect(new Set(pictures.map(({ asOf }) => asOf)).size).toBeLessThan(pictures.length / 2);
  });

  it('remembers lag and throughput, of one group or of all', async () => {
    const read = async (query: string): Promise<StreamHistoryDto> =>
      (await operator.call('GET', `/v1/streams/history${query}`)).body as unknown as StreamHistoryDto;
    const found = await eventually(
      'there is a point',
      () => read(`?group=${group}`),
      // A first look may have come before Kafka answered, or before there was the topic.
      ({ points }) => points.at(-1)?.eventsPerSecond === 0,
    );
    expect(found).toMatchObject({ group, since: found.points[0]!.at });
    expect(found.points.at(-1)).toMatchObject({ lagEvents: 3 });
    expect((await read('')).points.at(-1)!.lagEvents).toBeGreaterThanOrEqual(3);
    expect((await read('?group=none')).points.at(-1)).toEqual({ at: expect.any(String) as string });
  });

  it('is also there as metrics', async () => {
    const lagLine = `einmal_streams_group_lag_events{group="${group}",topic="${topic}"} 3`;
    const relayLine = 'einmal_streams_relay_backlog_events{register="residents"} 7';
    const text = await eventually(
      'the metrics are there',
      async () => (await fetch(`${operator.systemUrl}/metrics`)).text(),
      (metrics) => [lagLine, relayLine].every((line) => metrics.includes(line)),
    );
    expect(text).toContain('einmal_streams_missing{part="relay:vehicles"} 1');
  });

  it('finds the age of the oldest event anew once the group has read on', async () => {
    await read(topic, group, { 0: 3, 1: 1 });
    const { groups } = await eventually(
      'the group has read on',
      () => streamsOf(operator),
      (streams) => streams.groups.find(({ name }) => name === group)?.lagEvents === 2,
    );
    expect(groups.find(({ name }) => name === group)!.lagSeconds).toBeLessThan(MINUTES_AGO / 1_000);
  });

  it('and the rest of the API are described, every schema by its name', async () => {
    const document = (await operator.call('GET', '/openapi.json')).body;
    const paths = Object.keys(document['paths'] as object);
    expect(paths).toEqual(
      expect.arrayContaining([
        '/v1/audit',
        '/v1/audit/verification',
        '/v1/dead-letters',
        '/v1/dead-letters/discards',
        '/v1/dead-letters/redrives',
        '/v1/dead-letters/redrives/{id}',
        '/v1/dead-letters/summary',
        '/v1/dead-letters/{id}',
        '/v1/dead-letters/{id}/discard',
        '/v1/dead-letters/{id}/redrive',
        '/v1/streams',
      ]),
    );
    const { schemas } = document['components'] as { schemas: Record<string, object> };
    expect(Object.keys(schemas)).toEqual(
      expect.arrayContaining(['StreamsDto', 'DeadLetterDetailDto', 'RedriveDescriptionDto', 'AuditPageDto']),
    );
  });
});

describe('the streams page without Kafka', () => {
  let operator: TestOperator;
  beforeAll(async () => {
    operator = await testOperator({ kafkaBrokers: [`127.0.0.1:${await freePort()}`] });
  });
  afterAll(() => operator.stop());

  it('says so and shows the rest', async () => {
    operator.surroundings.metrics.set('residents', relayText);
    const streams = await eventually(
      'the relay is shown',
      () => streamsOf(operator),
      ({ relays }) => relays.length === 1,
    );
    expect(streams.missing.map(({ part }) => part)).toContain('kafka');
    expect(streams).toMatchObject({ topics: [], groups: [], deadLetters: [] });
    expect((await operator.call('GET', '/v1/dead-letters')).status).toBe(200);
  });
});

/** Six events on two partitions, of which the group reads the first two of the one and the first of the other. */
async function writeAndReadSome(topic: string, groupId: string): Promise<void> {
  const kafka = kafkaClient(await testKafka(), 'streams');
  // A slow broker must not make a retry write an event twice.
  const producer = orderedProducer(kafka);
  await producer.connect();
  const at = (ms: number): string => String(Date.now() - ms);
  const hour = 6 * MINUTES_AGO;
  const of = (partition: number, ages: readonly number[]) =>
    ages.map((age) => ({ partition, value: '{}', timestamp: at(age) }));
  const messages = [...of(0, [hour, hour, MINUTES_AGO, 1_000]), ...of(1, [hour, 1_000])];
  await producer.send({ topic, messages });
  await producer.disconnect();
  await read(topic, groupId, { 0: 2, 1: 1 });
}

/** @param next by partition, what the group is to read next */
async function read(topic: string, groupId: string, next: Readonly<Record<number, number>>): Promise<void> {
  const consumer = groupConsumer(kafkaClient(await testKafka(), 'streams'), { groupId });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  // Between joining and its first fetch a consumer of kafkajs passes commits over in silence.
  const reading = new Promise<void>((resolve) => {
    consumer.on(consumer.events.FETCH_START, () => resolve());
  });
  await consumer.run({ autoCommit: false, eachMessage: () => Promise.resolve() });
  await reading;
  await consumer.commitOffsets(
    Object.entries(next).map(([partition, offset]) => ({
      ...{ topic, partition: Number(partition), offset: String(offset) },
    })),
  );
  await consumer.disconnect();
}
