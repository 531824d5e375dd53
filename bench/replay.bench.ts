/**
 * `npm run bench -- replay`: a replay from topic to topic with everything that belongs to it (selection, marks, Kafka
 * transactions with the checkpoint, both sides read again, signed report) against raw kafkajs consume and produce of the
 * same events, in one run, turn by turn, on the same broker.
 */
import { cpus } from 'node:os';
import { createTopics } from '#libs/kafka';
import { table } from '#libs/terminal';
import { median, round } from './measure.ts';
import { withBenchStand } from './replay/bench-stand.ts';
import { deleteTopics, fillTopic } from './replay/bench-topic.ts';
import { rawCopy } from './replay/raw-copy.ts';
import { copyAlone, proofAlone } from './replay/replay-parts.ts';

const runs = Number(process.env['BENCH_RUNS'] ?? 3);
const events = Number(process.env['BENCH_EVENTS'] ?? 200_000);
const topic = 'register.bench.changes.v1';
interface Turn {
  readonly seconds: number;
  /** Of this process, which is client and replay; the broker's comes on top of each alike. */
  readonly cpuMicros: number;
}

async function timed(work: () => Promise<number>): Promise<Turn> {
  const before = process.cpuUsage();
  const seconds = await work();
  const { user, system } = process.cpuUsage(before);
  return { seconds, cpuMicros: (user + system) / events };
}

const say = (text: string): void => void process.stdout.write(`${text}\n`);

say('starting PostgreSQL and Kafka …');
await withBenchStand(async ({ kafka, replays, stack }) => {
  const createTopic = (name: string): Promise<void> =>
    createTopics(stack.facts.kafkaAdmin, [{ topic: name }]);
  say(`${events} events …`);
  await createTopic(topic);
  await fillTopic(kafka, topic, events, Math.ceil(events / 5));
  const turns: Record<'read' | 'raw' | 'ours' | 'copy' | 'proof', Turn[]> = {
    ...{ read: [], raw: [], ours: [] },
    ...{ copy: [], proof: [] },
  };
  for (let turn = 0; turn <= runs; turn++) {
    say(turn === 0 ? 'warming up …' : `run ${turn} of ${runs} …`);
    const targets = [`replay.raw-${turn}`, `replay.ours-${turn}`, `replay.copy-${turn}`] as const;
    const read = await timed(() => rawCopy(kafka, topic, events));
    await createTopic(targets[0]);
    const raw = await timed(() => rawCopy(kafka, topic, events, targets[0]));
    await createTopic(targets[1]);
    const ours = await timed(async () => {
      const replayed = await replays.run(topic, { kind: 'side-topic', topic: targets[1] });
      if (replayed.events !== events)
        throw new Error(`${replayed.events} of ${events} events were replayed.`);
      return replayed.seconds;
    });
    await createTopic(targets[2]);
    const copy = await timed(() => copyAlone(kafka, topic, targets[2]));
    const proof = await timed(() => proofAlone(kafka, topic, targets[2], stack.home.path('replays')));
    await deleteTopics(kafka, [...targets]);
    if (turn === 0) continue;
    turns.read.push(read);
    turns.raw.push(raw);
    turns.ours.push(ours);
    turns.copy.push(copy);
    turns.proof.push(proof);
  }
  const summary = (name: keyof typeof turns) => ({
    perSecond: events / median(turns[name].map(({ seconds }) => seconds)),
    cpuMicros: median(turns[name].map(({ cpuMicros }) => cpuMicros)),
  });
  const [read, raw, ours] = [summary('read'), summary('raw'), summary('ours')];
  const [copy, proof] = [summary('copy'), summary('proof')];
  const restMicros = ours.cpuMicros - copy.cpuMicros - proof.cpuMicros;
  const rows = [
    { name: '(a) raw kafkajs: consume', ...read },
    { name: '(b) raw kafkajs: consume and produce', ...raw },
    { name: '(c) replay: exactly once, verified on both sides, signed', ...ours },
    { name: '    of it, alone: select, mark, deliver in transactions', ...copy },
    { name: '    of it, alone: read source and target again, and tally', ...proof },
  ];
  const figures = table(rows, [
    { title: `median of ${runs} runs, ${events} events`, of: ({ name }) => name },
    { title: 'per s', of: ({ perSecond }) => perSecond.toFixed(0), right: true },
    { title: 'of raw', of: ({ perSecond }) => (perSecond / raw.perSecond).toFixed(2), right: true },
    { title: 'CPU µs', of: ({ cpuMicros }) => cpuMicros.toFixed(1), right: true },
  ]);
  say(`\n${figures}`);
  say(`The rest of (c): ${restMicros.toFixed(1)} µs of CPU per event.`);
  say(
    JSON.stringify({
      bench: 'replay',
      ratio: round(ours.perSecond / raw.perSecond, 3),
      replayPerSecond: round(ours.perSecond, 0),
      rawCopyPerSecond: round(raw.perSecond, 0),
      rawReadPerSecond: round(read.perSecond, 0),
      replayCpuMicros: round(ours.cpuMicros),
      rawCopyCpuMicros: round(raw.cpuMicros),
      copyCpuMicros: round(copy.cpuMicros),
      proofCpuMicros: round(proof.cpuMicros),
      restCpuMicros: round(restMicros),
      events,
      runs,
      machine: `${cpus().length} cores, ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`,
    }),
  );
});
process.exit(0);
