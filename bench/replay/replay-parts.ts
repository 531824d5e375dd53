import { readChangeEvent } from '#libs/contracts';
import {
  type Kafka,
  type PartitionRange,
  TopicReader,
  TransactionalDelivery,
  withAdmin,
  writtenEnds,
} from '#libs/kafka';
import { marked, markOf, unmarked } from '../../apps/operator/src/replays/replay-proof.rules.ts';
import { ChunkCutter } from '../../apps/operator/src/replays/replay-sink.ts';
import { TallyMaker } from '../../apps/operator/src/replays/tally-maker.ts';

const CHUNK = 4_000;

async function rangesOf(kafka: Kafka, topic: string): Promise<readonly PartitionRange[]> {
  return [...(await writtenEnds(kafka, topic))].map(([partition, to]) => ({ partition, from: 0, to }));
}

/**
 * What a replay does to copy, and nothing else: select, mark, deliver with checkpoints in Kafka transactions.
 * @returns seconds
 */
export function copyAlone(kafka: Kafka, source: string, target: string): Promise<number> {
  return withAdmin(kafka, async (admin) => {
    const begun = performance.now();
    const delivery = new TransactionalDelivery(kafka, admin, `bench.${target}`, { source, target });
    await delivery.open();
    const { signal } = new AbortController();
    const ranges = await rangesOf(kafka, source);
    const reader = new TopicReader({
      kafka,
      admin,
      topic: source,
      groupId: `${target}.copy`,
      ranges,
      signal,
    });
    const cutter = new ChunkCutter(() => true, CHUNK);
    for await (const runs of reader.read()) {
      for (const { events, positions } of cutter.cut(runs)) {
        const messages = events.map(({ key, value, partition, offset }) => {
          const mark = { replayid: target, replayorigin: `${source}/${partition}/${offset}` };
          return { key, value: marked(value, mark), partition };
        });
        const checkpoints = positions.map(({ partition, next }) => ({ partition, next, note: '' }));
        await delivery.write(messages, checkpoints);
      }
    }
    await delivery.close();
    return (performance.now() - begun) / 1_000;
  });
}

/**
 * What a replay does to prove: source and target read again and tallied.
 * @returns seconds
 */
export function proofAlone(kafka: Kafka, source: string, target: string, folder: string): Promise<number> {
  return withAdmin(kafka, async (admin) => {
    const begun = performance.now();
    const { signal } = new AbortController();
    for (const topic of [source, target]) {
      const ranges = await rangesOf(kafka, topic);
      const reader = new TopicReader({ kafka, admin, topic, groupId: `${topic}.proof`, ranges, signal });
      const maker = new TallyMaker(folder);
      for await (const runs of reader.read()) {
        for (const { partition, messages } of runs) {
          for (const { value } of messages) {
            if (value === null || (topic === target && markOf(value) === undefined)) continue;
            const plain = unmarked(value);
            const event = readChangeEvent(plain);
            if (event) maker.add(event, plain, partition);
          }
        }
        await maker.flush();
      }
      await maker.tally();
      await maker.close();
    }
    return (performance.now() - begun) / 1_000;
  });
}
