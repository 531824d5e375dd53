/**
 * `npm run bench -- inbox`: a service with the inbox against kafkajs' defaults with one transaction for each event, which
 * remembers it and writes the same row; in one run, turn by turn, on the same topic, PostgreSQL, broker and cores. Once with
 * events that have an effect, once with events that concern nobody.
 */
import { cpus } from 'node:os';
import { deadLetterTopic, deliveryTopic } from '#libs/contracts';
import { inboxCorrectionsMigration, inboxMigration } from '#libs/inbox';
import { createTopics, kafkaClient } from '#libs/kafka';
import { type Consumption, consume, refuseRepeatedEffects } from './inbox/consume.ts';
import { tablesOf } from './inbox/tables.migration.ts';
import { median, round } from './measure.ts';
import { RelayStand } from './relay/relay-stand.ts';
import { fillTopic } from './replay/bench-topic.ts';

const runs = Number(process.env['BENCH_RUNS'] ?? 3);
const events = Number(process.env['BENCH_EVENTS'] ?? 300_000);
const seconds = Number(process.env['BENCH_SECONDS'] ?? 10);
const KEYS = 100_000;
const topic = 'bench.changes';
const contenders = {
  inbox: { title: 'the inbox', kind: 'inbox', partitionsAtOnce: 1 },
  plain: { title: 'kafkajs, a transaction per event', kind: 'plain', partitionsAtOnce: 1 },
  plainAtFour: { title: 'the same, four partitions at once', kind: 'plain', partitionsAtOnce: 4 },
} as const;
type Contender = keyof typeof contenders;
const names = Object.keys(contenders) as Contender[];
const say = (text: string): void => void process.stdout.write(`${text}\n`);

say('starting PostgreSQL and Kafka …');
const stand = await RelayStand.start();
try {
  const brokers = stand.kafka.bootstrapServers;
  say(`${events} events of ${KEYS} keys …`);
  await createTopics(brokers, [{ topic }]);
  await fillTopic(kafkaClient(brokers, 'bench'), topic, events, KEYS);
  const effects = await measureAll(false);
  const nobody = await measureAll(true);
  const ratios = { handled: ratioOf(effects), nobody: ratioOf(nobody) };
  table('events with an effect', effects);
  table('events that concern nobody', nobody);
  say(
    `\nThe inbox = ${ratios.handled.toFixed(1)} ×, and ${ratios.nobody.toFixed(1)} × where nobody is concerned.`,
  );
  say(
    JSON.stringify({
      bench: 'inbox',
      ratio: round(ratios.handled, 2),
      ratioNobody: round(ratios.nobody, 2),
      ...{ handledPerSecond: speedsOf(effects), nobodyPerSecond: speedsOf(nobody) },
      ...{ handledCpuMicros: cpuOf(effects), nobodyCpuMicros: cpuOf(nobody) },
      ...{ events, keys: KEYS, partitions: 12, runs },
      machine: `${cpus().length} cores, ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`,
    }),
  );
} finally {
  await stand.stop();
}

async function measureAll(isAboutNobody: boolean): Promise<Record<Contender, Consumption[]>> {
  const measured: Record<Contender, Consumption[]> = { inbox: [], plain: [], plainAtFour: [] };
  for (let run = 1; run <= runs; run++) {
    for (const name of names) {
      const { title, kind, partitionsAtOnce } = contenders[name];
      say(`${title}: ${isAboutNobody ? 'nobody is concerned' : 'effects'}, run ${run} of ${runs} …`);
      const group = `${name}_${isAboutNobody ? 'nobody' : 'effects'}_${run}`.toLowerCase();
      const lane = await stand.lane(group, (app) => [
        inboxMigration(app),
        tablesOf(app),
        inboxCorrectionsMigration(app),
      ]);
      await createTopics(
        stand.kafka.bootstrapServers,
        [deliveryTopic(group), deadLetterTopic(group)].map((own) => ({ topic: own })),
      );
      const settings = {
        ...{ kind, topic, group, partitionsAtOnce, isAboutNobody },
        ...{ databaseUrl: lane.appUrl, brokers: lane.bootstrapServers },
      };
      const servers = { postgres: stand.postgres.pid, kafka: stand.kafka.pid };
      measured[name].push(await consume({ settings, events, seconds, servers }));
      await refuseRepeatedEffects(lane);
    }
  }
  return measured;
}

type Measured = Record<Contender, Consumption[]>;

function speedsOf(measured: Measured): Record<string, number> {
  const speed = (name: Contender): number => median(measured[name].map(({ perSecond }) => perSecond));
  return Object.fromEntries(names.map((name) => [name, round(speed(name), 0)]));
}

function ratioOf(measured: Measured): number {
  const { inbox = NaN, plain = NaN } = speedsOf(measured);
  return inbox / plain;
}

/** Of all processes together. */
function cpuOf(measured: Measured): Record<string, number> {
  const total = ({ cpuMicros }: Consumption): number =>
    Object.values(cpuMicros).reduce((sum, one) => sum + one, 0);
  return Object.fromEntries(names.map((name) => [name, round(median(measured[name].map(total)))]));
}

function table(title: string, measured: Measured): void {
  say(`\n${title.padEnd(38)}${'per second'.padStart(12)}   CPU µs per event (median of ${runs})`);
  for (const name of names) {
    const shares = Object.keys(measured[name][0]?.cpuMicros ?? {}).map((process) => {
      const micros = median(measured[name].map(({ cpuMicros }) => cpuMicros[process] ?? NaN));
      return `${process} ${micros.toFixed(0)}`;
    });
    const speed = `${speedsOf(measured)[name] ?? NaN}`;
    say(`${contenders[name].title.padEnd(38)}${speed.padStart(12)}   ${shares.join(' · ')}`);
  }
}
