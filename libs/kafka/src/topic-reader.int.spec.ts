import { randomBytes } from 'node:crypto';
import kafkajs, { type Admin } from 'kafkajs';
import { testKafka, uniqueTopic } from '#libs/test-kit';
import { describeGroup, type PartitionRange, watermarksOf, writtenEnds } from './admin.ts';
import { type Kafka, kafkaClient } from './client.ts';
import { OffsetsGone } from './faults.ts';
import { keyedProducer, orderedProducer } from './producer.ts';
import { TopicReader } from './topic-reader.ts';

// Node finds only some names of this CommonJS package by itself.
const { CompressionTypes } = kafkajs;
const PARTITIONS = 3;

describe('TopicReader', () => {
  let kafka: Kafka;
  let admin: Admin;
  let topic: string;
  beforeAll(async () => {
    kafka = kafkaClient(await testKafka(), 'topic-reader');
    admin = kafka.admin();
    await admin.connect();
  });
  afterAll(() => admin.disconnect());
  beforeEach(async () => {
    topic = await uniqueTopic('reader', PARTITIONS);
  });

  /** So many messages to each partition, in turn. */
  async function write(count: number): Promise<void> {
    const producer = orderedProducer(kafka);
    await producer.connect();
    const messages = Array.from({ length: count * PARTITIONS }, (_, n) => ({
      partition: n % PARTITIONS,
      value: `${n}`,
    }));
    await producer.send({ topic, messages, acks: -1 });
    await producer.disconnect();
  }

  /** As retention does: everything before these offsets is gone. */
  async function forget(
    partitions: readonly { readonly partition: number; readonly offset: number }[],
  ): Promise<void> {
    // kafkajs deletes only from topics that this client has asked about before.
    await admin.fetchTopicOffsets(topic);
    const before = partitions.map(({ partition, offset }) => ({ partition, offset: `${offset}` }));
    await admin.deleteTopicRecords({ topic, partitions: before });
  }

  /** Values read, per partition, in their order. */
  async function read(ranges: readonly PartitionRange[], signal = new AbortController().signal) {
    const groupId = `reader-${randomBytes(6).toString('hex')}`;
    const values = new Map<number, string[]>();
    for await (const runs of new TopicReader({ kafka, admin, topic, groupId, ranges, signal }).read()) {
      for (const { partition, messages } of runs) {
        const known = values.get(partition) ?? [];
        values.set(partition, [...known, ...messages.map(({ value }) => String(value))]);
      }
    }
    return values;
  }

  const toEnd = async (): Promise<readonly PartitionRange[]> =>
    [...(await writtenEnds(kafka, topic))].map(([partition, to]) => ({ partition, from: 0, to }));

  /** Each text is one transaction; those that begin with `-` are aborted. */
  async function transact(partition: number, texts: readonly string[]): Promise<void> {
    const producer = keyedProducer(kafka, {
      transactionalId: randomBytes(6).toString('hex'),
      maxInFlightRequests: 1,
    });
    await producer.connect();
    for (const value of texts) {
      const transaction = await producer.transaction();
      await transaction.send({ topic, messages: [{ partition, value }] });
      await (value.startsWith('-') ? transaction.abort() : transaction.commit());
    }
    await producer.disconnect();
  }

  it('ends where only transaction markers are left, and shows no aborted event', async () => {
    await write(1);
    await transact(0, ['a', '-b', 'c']);
    await transact(1, ['-d']);
    expect((await read(await toEnd())).get(0)).toEqual(['0', 'a', 'c']);
    const [first] = await toEnd();
    const markerOnly = { partition: 0, from: first!.to - 1, to: first!.to };
    await transact(0, ['e']);
    expect([...(await read([markerOnly])).values()].flat()).toEqual([]);
    const values = [...(await read(await toEnd())).values()].flat();
    expect(values.filter((value) => value.startsWith('-'))).toEqual([]);
    expect(values).toHaveLength(6);
  });

  it('reads what another client has compressed or given headers', async () => {
    const producer = orderedProducer(kafka);
    await producer.connect();
    const messages = ['a', 'b'].map((value) => ({ partition: 0, key: value, value, headers: { n: value } }));
    await producer.send({ topic, messages, compression: CompressionTypes.GZIP });
    await producer.send({ topic, messages });
    await producer.disconnect();
    expect((await read(await toEnd())).get(0)).toEqual(['a', 'b', 'a', 'b']);
  });

  it('reads what is written while its transaction is not over, once it is', async () => {
    const producer = keyedProducer(kafka, { transactionalId: topic, maxInFlightRequests: 1 });
    await producer.connect();
    const transaction = await producer.transaction();
    await transaction.send({ topic, messages: [{ partition: 0, value: 'late' }] });
    expect((await watermarksOf(admin, topic))[0]).toEqual({ partition: 0, low: 0, high: 0 });
    const written = await toEnd();
    expect(written.find(({ partition }) => partition === 0)?.to).toBe(1);
    const found = read(written);
    await transaction.commit();
    expect((await found).get(0)).toEqual(['late']);
    await producer.disconnect();
  });

  it('honours the end of its range though the log goes on, and ends at once where there is nothing', async () => {
    await write(100);
    const ranges = (await toEnd()).map((range) => ({ ...range, from: 10, to: range.to - 20 }));
    await write(30);
    const values = await read(ranges);
    expect(ranges.map(({ partition }) => [partition, values.get(partition)?.length])).toEqual(
      ranges.map(({ partition, from, to }) => [partition, to - from]),
    );
    expect((await read([{ partition: 0, from: 5, to: 5 }])).size).toBe(0);
  });

  it('says that events are gone instead of beginning elsewhere', async () => {
    await write(100);
    const ranges = await toEnd();
    await forget([{ partition: 0, offset: 7 }]);
    await expect(read(ranges)).rejects.toThrow(OffsetsGone);
    await forget(ranges.map(({ partition, to }) => ({ partition, offset: to })));
    await expect(read(ranges)).rejects.toThrow('no longer has offset 0');
  });

  it('stops when it is told to, though nobody takes what it has read', async () => {
    await write(20);
    const stop = new AbortController();
    const groupId = `reader-${randomBytes(6).toString('hex')}`;
    const reader = new TopicReader({
      kafka,
      admin,
      topic,
      groupId,
      ranges: await toEnd(),
      signal: stop.signal,
    });
    const runs = reader.read();
    await runs.next();
    stop.abort();
    await expect(runs.next()).rejects.toThrow('abort');
    expect((await describeGroup(admin, groupId))?.members).toEqual([]);
  });
});
