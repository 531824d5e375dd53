/**
 * `npm run bench -- replay-memory`: what a process needs at most (resident, by the kernel's own account) to replay topics
 * of different numbers of keys, each in a process of its own: to a side topic, and into a projection. Every key has one
 * event, so that nothing but the keys differs per event. BENCH_KEYS and BENCH_MANY_KEYS, 300 000 and 3 000 000.
 */
import { cpus } from 'node:os';
import { createTopics } from '#libs/kafka';
import { round } from './measure.ts';
import { withBenchStand } from './replay/bench-stand.ts';
import { fillTopic } from './replay/bench-topic.ts';
import { replayInProcess } from './replay/replay-process.ts';

const sizes = [
  Number(process.env['BENCH_KEYS'] ?? 300_000),
  Number(process.env['BENCH_MANY_KEYS'] ?? 3_000_000),
];
/** What the operator is to need at most, in MiB. */
const LIMIT_MIB = 300;
const say = (text: string): void => void process.stdout.write(`${text}\n`);

say('starting PostgreSQL and Kafka …');
await withBenchStand(async ({ kafka, stack }) => {
  const peaks: Record<'side-topic' | 'projection', number[]> = { 'side-topic': [], projection: [] };
  for (const keys of sizes) {
    const topic = `register.bench-${keys}.changes.v1`;
    say(`${keys} keys …`);
    await createTopics(stack.facts.kafkaAdmin, [{ topic }]);
    await fillTopic(kafka, topic, keys, keys);
    for (const kind of ['side-topic', 'projection'] as const) {
      const target = kind === 'projection' ? { kind } : { kind, topic: `replay.bench-${keys}` };
      const { events, seconds, peakMib } = await replayInProcess(stack, topic, target);
      if (events !== keys) throw new Error(`${events} of ${keys} events were replayed.`);
      say(
        `${kind.padEnd(12)}${`${keys}`.padStart(10)} keys${peakMib.toFixed(0).padStart(6)} MiB${seconds.toFixed(1).padStart(8)} s`,
      );
      peaks[kind].push(peakMib);
    }
  }
  const ratio = (peak: readonly number[]): number => round((peak[1] ?? NaN) / (peak[0] ?? NaN), 3);
  say(
    JSON.stringify({
      bench: 'replay-memory',
      ratio: Math.max(ratio(peaks['side-topic']), ratio(peaks.projection)),
      limitMib: LIMIT_MIB,
      sideTopicMib: peaks['side-topic'].map((each) => round(each, 0)),
      projectionMib: peaks.projection.map((each) => round(each, 0)),
      keys: sizes,
      machine: `${cpus().length} cores, ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`,
    }),
  );
});
process.exit(0);
