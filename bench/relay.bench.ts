/**
 * `npm run bench -- relay`: our relay against Debezium and three common recipes, in one run, on the same PostgreSQL,
 * broker and cores. Debezium comes first and ours second, each after a backlog that only warms it up.
 */
import { Contender } from './relay/contender.ts';
import { connectJars, debeziumVersion } from './relay/connect-jars.ts';
import { underAdversaries } from './relay/correctness.ts';
import { Debezium } from './relay/debezium.ts';
import { drain, fill, type Drain } from './relay/drain.ts';
import { latency } from './relay/latency.ts';
import { untilLive } from './relay/live.ts';
import { type Figures, reportRelay } from './relay/relay-report.ts';
import { type Lane, RelayStand, runSql } from './relay/relay-stand.ts';
import { type Rival, rivalSource } from './relay/rival-relays.ts';

const runs = Number(process.env['BENCH_RUNS'] ?? 3);
const events = Number(process.env['BENCH_EVENTS'] ?? 200_000);
const seconds = Number(process.env['BENCH_SECONDS'] ?? 10);
const perSecond = 500;
const adversarialSeconds = 5;
const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** Something that can be started on a backlog and stopped again. */
interface Runner {
  start(): Promise<number>;
  stop(): Promise<void>;
}

say('starting PostgreSQL, Kafka and, the first time, fetching Debezium …');
const jars = await connectJars();
const stand = await RelayStand.start();
try {
  const debezium = await measureDebezium();
  const ours = await measureRelay('ours', 'ours: gap-aware cursor', runs);
  const naive = await measureRelay('naive', '(a) naive cursor, id > last', 1);
  const xid8 = await measureRelay('xid8', '(b) xid8 and pg_snapshot_xmin', 1);
  const skipLocked = await measureRelay('skip-locked', '(c) SKIP LOCKED, delete', 1);
  const connect = `Debezium ${debeziumVersion}, Kafka Connect ${jars.version}`;
  reportRelay({ ours, debezium, naive, xid8, skipLocked }, { events, perSecond, seconds, connect }, say);
} finally {
  await stand.stop();
}

async function measureDebezium(): Promise<Figures> {
  const lane = await stand.lane('debezium');
  const connect = await Debezium.start(jars, stand.folder, lane);
  await connect.halt();
  const runner = {
    start: async () => {
      await connect.resume();
      return connect.process.pid;
    },
    stop: () => connect.halt(),
  };
  const figures = await measureRunner('(d) Debezium, outbox event router', lane, runner, runs);
  await connect.process.stop();
  await runSql(lane.adminUrl, `select pg_drop_replication_slot('bench')`);
  return figures;
}

async function measureRelay(kind: 'ours' | Rival, title: string, drains: number): Promise<Figures> {
  const lane = await stand.lane(kind.replace('-', '_'));
  if (kind !== 'ours') await runSql(lane.ownerUrl, ...rivalSource(kind).prepare);
  let relay: Contender | undefined;
  const runner = {
    start: async () => (relay = Contender.start(kind, lane)).pid,
    stop: async () => relay?.stop(),
  };
  const figures = await measureRunner(title, lane, runner, drains);
  await runner.start();
  await untilLive(lane);
  const verdict = await underAdversaries(lane, adversarialSeconds);
  await runner.stop();
  return { ...figures, verdict };
}

async function measureRunner(title: string, lane: Lane, runner: Runner, drains: number): Promise<Figures> {
  const measured: Drain[] = [];
  for (let run = 0; run <= drains; run++) {
    say(`${title}: ${run === 0 ? 'warming up' : `drain ${run} of ${drains}`} …`);
    const result = await drainOnce(lane, runner, false);
    if (run > 0) measured.push(result);
  }
  say(`${title}: with a consumer, then one by one …`);
  const followed = await drainOnce(lane, runner, true);
  await runner.start();
  await untilLive(lane);
  const figures = { title, drains: measured, followed, latency: await latency(lane, perSecond, seconds) };
  await runner.stop();
  return figures;
}

async function drainOnce(lane: Lane, runner: Runner, withConsumer: boolean): Promise<Drain> {
  await fill(lane, events);
  const start = async () => ({
    relay: await runner.start(),
    postgres: stand.postgres.pid,
    kafka: stand.kafka.pid,
  });
  const result = await drain(lane, events, start, withConsumer);
  await runner.stop();
  return result;
}
