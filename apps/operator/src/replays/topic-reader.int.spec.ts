import { randomBytes } from 'node:crypto';
import { ReplayFault } from './replay-fault.ts';
import type { PartitionRange } from './replay-range.rules.ts';
import { ReplayStand } from './replay-stand.builder.ts';
import { watermarksOf } from './topic-offsets.ts';
import { TopicReader } from './topic-reader.ts';

describe('TopicReader', () => {
  let stand: ReplayStand;
  beforeEach(async () => {
    stand = await ReplayStand.open();
  });
  afterEach(() => stand.close());

  /** Values read, per partition, in their order. */
  async function read(ranges: readonly PartitionRange[], signal = new AbortController().signal) {
    const { kafka, admin, topic } = stand;
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
    (await watermarksOf(stand.admin, stand.topic)).map(({ partition, high }) => ({
      partition,
      from: 0,
      to: high,
    }));

  /** Each text is one transaction; those that begin with `-` are aborted. */
  async function transact(partition: number, texts: readonly string[]): Promise<void> {
    const producer = stand.kafka.producer({
      transactionalId: randomBytes(6).toString('hex'),
      maxInFlightRequests: 1,
    });
    await producer.connect();
    for (const value of texts) {
      const transaction = await producer.transaction();
      await transaction.send({ topic: stand.topic, messages: [{ partition, value }] });
      await (value.startsWith('-') ? transaction.abort() : transaction.commit());
    }
    await producer.disconnect();
  }

  it('ends where only transaction markers are left, and shows no aborted event', async () => {
    await transact(0, ['a', '-b', 'c']);
    await transact(1, ['-d']);
    await stand.write(0, 3, 1);
    expect((await read(await toEnd())).get(0)).toEqual(expect.arrayContaining(['a', 'c']));
    const [first] = await toEnd();
    const markerOnly = { partition: 0, from: first!.to - 1, to: first!.to };
    await transact(0, ['e']);
    expect([...(await read([markerOnly])).values()].flat()).toEqual([]);
    const values = [...(await read(await toEnd())).values()].flat();
    expect(values.filter((value) => value.startsWith('-'))).toEqual([]);
    expect(values).toHaveLength(6);
  });

  it('honours the end of its range though the log goes on, and ends at once where there is nothing', async () => {
    await stand.write(0, 300, 30);
    const ranges = (await toEnd()).map((range) => ({ ...range, from: 10, to: range.to - 20 }));
    await stand.write(300, 400, 30);
    const values = await read(ranges);
    expect(ranges.map(({ partition }) => [partition, values.get(partition)?.length])).toEqual(
      ranges.map(({ partition, from, to }) => [partition, to - from]),
    );
    expect((await read([{ partition: 0, from: 5, to: 5 }])).size).toBe(0);
  });

  it('says that events are gone instead of beginning elsewhere', async () => {
    await stand.write(0, 300, 30);
    const ranges = await toEnd();
    await stand.forget([{ partition: 0, offset: 7 }]);
    await expect(read(ranges)).rejects.toThrow(ReplayFault);
    await stand.forget(ranges.map(({ partition, to }) => ({ partition, offset: to })));
    await expect(read(ranges)).rejects.toThrow('no longer has offset 0');
  });

  it('stops when it is told to, though nobody takes what it has read', async () => {
    await stand.write(0, 50, 5);
    const stop = new AbortController();
    const { kafka, admin, topic } = stand;
    const reader = new TopicReader({
      kafka,
      admin,
      topic,
      groupId: stand.group,
      ranges: await toEnd(),
      signal: stop.signal,
    });
    const runs = reader.read();
    await runs.next();
    stop.abort();
    await expect(runs.next()).rejects.toThrow('abort');
    const { groups } = await stand.admin.describeGroups([stand.group]);
    expect(groups[0]?.members).toEqual([]);
  });
});
