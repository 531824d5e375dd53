/**
 * `npm run bench -- replay`: a replay from topic to topic with everything that belongs to it (selection, marks, Kafka
 * transactions with the checkpoint, both sides read again, signed report) against raw kafkajs consume and produce of the
 * same events, in one run, turn by turn, on the same broker.
 */
import { cpus } from 'node:os';
import { median, round } from './measure.ts';
import { withBenchStand } from './replay/bench-stand.ts';
import { createTopic, deleteTopics, fillTopic } from './replay/bench-topic.ts';
import { rawCopy } from './replay/raw-copy.ts';

const runs = Number(process.env['BENCH_RUNS'] ?? 3);
const events = Number(process.env['BENCH_EVENTS'] ?? 200_000);
const source = 'register.residents.changes.v1';
const say = (text: string): void => void process.stdout.write(`${text}\n`);

say('starting PostgreSQL and Kafka …');
await withBenchStand(async ({ kafka, replays }) => {
  say(`${events} events …`);
  const topic = source.replace('residents', 'bench');
  await fillTopic(kafka, topic, events, Math.ceil(events / 5));
  const seconds: Record<'read' | 'raw' | 'ours', number[]> = { read: [], raw: [], ours: [] };
  for (let turn = 0; turn <= runs; turn++) {
    say(turn === 0 ? 'warming up …' : `run ${turn} of ${runs} …`);
    const targets = [`replay.raw-${turn}`, `replay.ours-${turn}`] as const;
    const read = await rawCopy(kafka, topic, events);
    await createTopic(kafka, targets[0]);
    const raw = await rawCopy(kafka, topic, events, targets[0]);
    await createTopic(kafka, targets[1]);
    const ours = await replays.run(topic, { kind: 'side-topic', topic: targets[1] });
    if (ours.events !== events) throw new Error(`${ours.events} of ${events} events were replayed.`);
    await deleteTopics(kafka, [...targets]);
    if (turn === 0) continue;
    seconds.read.push(read);
    seconds.raw.push(raw);
    seconds.ours.push(ours.seconds);
  }
  const perSecond = (values: readonly number[]): number => events / median(values);
  const [read, raw, ours] = [seconds.read, seconds.raw, seconds.ours].map(perSecond) as [
    number,
    number,
    number,
  ];
  const row = (name: string, value: number): string =>
    `${name.padEnd(58)}${value.toFixed(0).padStart(10)}${(value / raw).toFixed(2).padStart(10)}`;
  say(
    `\n${`median of ${runs} runs, ${events} events`.padEnd(58)}${'per s'.padStart(10)}${'of raw'.padStart(10)}`,
  );
  say(row('(a) raw kafkajs: consume', read));
  say(row('(b) raw kafkajs: consume and produce', raw));
  say(row('(c) replay: exactly once, verified on both sides, signed', ours));
  say(
    JSON.stringify({
      bench: 'replay',
      ratio: round(ours / raw, 3),
      replayPerSecond: round(ours, 0),
      rawCopyPerSecond: round(raw, 0),
      rawReadPerSecond: round(read, 0),
      events,
      runs,
      machine: `${cpus().length} cores, ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`,
    }),
  );
});
process.exit(0);
