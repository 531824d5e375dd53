/**
 * `npm run bench -- replay-memory`: what a process needs at most (resident, by the kernel's own account) to replay topics
 * with as many events and ten times the keys, each in a process of its own: to a side topic, and into a projection. A
 * third topic, as short as it has few keys, says what the length of a replay alone needs. BENCH_KEYS and BENCH_MANY_KEYS,
 * 300 000 and 3 000 000; the latter is also the number of events.
 */
import { cpus } from 'node:os';
import { createTopics } from '#libs/kafka';
import { round } from './measure.ts';
import { withBenchStand } from './replay/bench-stand.ts';
import { fillTopic } from './replay/bench-topic.ts';
import { replayInProcess } from './replay/replay-process.ts';

const fewKeys = Number(process.env['BENCH_KEYS'] ?? 300_000);
const manyKeys = Number(process.env['BENCH_MANY_KEYS'] ?? 3_000_000);
const cases = {
  short: { events: fewKeys, keys: fewKeys },
  fewKeys: { events: manyKeys, keys: fewKeys },
  manyKeys: { events: manyKeys, keys: manyKeys },
};
/** What the operator is to need at most, in MB. */
const LIMIT_MB = 300;
type Peaks = Record<keyof typeof cases, number>;
const say = (text: string): void => void process.stdout.write(`${text}\n`);

say('starting PostgreSQL and Kafka …');
await withBenchStand(async ({ kafka, stack }) => {
  const peaks: Record<'side-topic' | 'projection', Peaks> = {
    'side-topic': { short: NaN, fewKeys: NaN, manyKeys: NaN },
    projection: { short: NaN, fewKeys: NaN, manyKeys: NaN },
  };
  for (const [name, { events, keys }] of Object.entries(cases)) {
    const topic = `register.bench-${name.toLowerCase()}.changes.v1`;
    say(`${events} events of ${keys} keys …`);
    await createTopics(stack.facts.kafkaAdmin, [{ topic }]);
    await fillTopic(kafka, topic, events, keys);
    for (const kind of ['side-topic', 'projection'] as const) {
      const target = kind === 'projection' ? { kind } : { kind, topic: `replay.bench-${name}` };
      const replayed = await replayInProcess(stack, topic, target);
      if (replayed.events !== events)
        throw new Error(`${replayed.events} of ${events} events were replayed.`);
      say(
        `${kind.padEnd(12)}${replayed.peakMb.toFixed(0).padStart(6)} MB${replayed.seconds.toFixed(1).padStart(8)} s`,
      );
      peaks[kind][name as keyof Peaks] = round(replayed.peakMb, 0);
    }
  }
  const ratios = (of: keyof Peaks): number[] =>
    Object.values(peaks).map((peak) => round(peak.manyKeys / peak[of], 3));
  say(
    JSON.stringify({
      bench: 'replay-memory',
      ratio: Math.max(...ratios('fewKeys')),
      ratioToShort: Math.max(...ratios('short')),
      limitMb: LIMIT_MB,
      sideTopicMb: peaks['side-topic'],
      projectionMb: peaks.projection,
      keys: [fewKeys, manyKeys],
      machine: `${cpus().length} cores, ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`,
    }),
  );
});
process.exit(0);
