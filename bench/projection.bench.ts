/**
 * `npm run bench -- projection`: a projection rebuilt from a million events by replay (shadow generation, checkpoints in
 * the transactions of the effects, source read again, every row compared, swapped in, signed report) against one upsert
 * per event on a sample of the same topic, and against merely reading the same events with kafkajs.
 */
import { cpus } from 'node:os';
import { createTopics } from '#libs/kafka';
import { table } from '#libs/terminal';
import { round } from './measure.ts';
import { withBenchStand } from './replay/bench-stand.ts';
import { fillTopic } from './replay/bench-topic.ts';
import { perEventUpserts } from './replay/per-event-upserts.ts';
import { rawCopy } from './replay/raw-copy.ts';

const events = Number(process.env['BENCH_EVENTS'] ?? 1_000_000);
const sample = Number(process.env['BENCH_SAMPLE'] ?? 15_000);
const topic = 'register.bench.changes.v1';
const say = (text: string): void => void process.stdout.write(`${text}\n`);

say('starting PostgreSQL and Kafka …');
await withBenchStand(async ({ kafka, replays, stack }) => {
  say(`${events} events about ${Math.ceil(events / 5)} records …`);
  await createTopics(stack.facts.kafkaAdmin, [{ topic }]);
  await fillTopic(kafka, topic, events, Math.ceil(events / 5));
  say(`one upsert per event, ${sample} of them …`);
  const single = sample / (await perEventUpserts(kafka, stack.databases.operator.migratorUrl, topic, sample));
  say('reading all …');
  const read = events / (await rawCopy(kafka, topic, events));
  say('rebuilding …');
  const { seconds, events: replayed } = await replays.run(topic, { kind: 'projection' });
  if (replayed !== events) throw new Error(`${replayed} of ${events} events were replayed.`);
  const ours = events / seconds;
  const rows = [
    { name: `(a) one upsert per event, ${sample} events`, perSecond: single },
    { name: '(b) raw kafkajs: consume', perSecond: read },
    { name: '(c) rebuild: exactly once, verified row by row, swapped in', perSecond: ours },
  ];
  const figures = table(rows, [
    { title: `${events} events, rebuilt in ${seconds.toFixed(1)} s`, of: ({ name }) => name },
    { title: 'per s', of: ({ perSecond }) => perSecond.toFixed(0), right: true },
    { title: 'of (a)', of: ({ perSecond }) => (perSecond / single).toFixed(2), right: true },
  ]);
  say(`\n${figures}`);
  say(
    JSON.stringify({
      bench: 'projection',
      ratio: round(ours / single, 2),
      ratioToRawRead: round(ours / read, 3),
      seconds: round(seconds),
      rebuildPerSecond: round(ours, 0),
      upsertPerEventPerSecond: round(single, 0),
      rawReadPerSecond: round(read, 0),
      events,
      machine: `${cpus().length} cores, ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`,
    }),
  );
});
process.exit(0);
