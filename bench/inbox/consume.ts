import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { cpuSeconds } from '../process-cpu.ts';
import type { Lane } from '../relay/relay-stand.ts';

export interface ConsumerSettings {
  readonly kind: 'inbox' | 'plain';
  readonly databaseUrl: string;
  readonly brokers: string;
  readonly topic: string;
  readonly group: string;
  /** Of the plain one; 1 is the default of kafkajs. */
  readonly partitionsAtOnce: number;
  readonly isAboutNobody: boolean;
}

export interface Consumption {
  readonly perSecond: number;
  /** CPU microseconds per event, by process. */
  readonly cpuMicros: Readonly<Record<string, number>>;
}

export interface Course {
  readonly settings: ConsumerSettings;
  /** Of the topic. */
  readonly events: number;
  readonly seconds: number;
  readonly servers: Readonly<Record<string, number>>;
}

const script = fileURLToPath(new URL('./consumer.main.js', import.meta.url));
const flags = ['--disable-warning=TimeoutNegativeWarning'];
/** Compilers and caches are warm then, in every contender. */
const WARM_MS = 1_500;

interface Mark {
  readonly at: number;
  readonly done: number;
  readonly cpu: Readonly<Record<string, number>>;
}

/** Lets a consumer read a topic from its beginning until it has all of it, or its time is over. */
export async function consume({ settings, events, seconds, servers }: Course): Promise<Consumption> {
  const child = spawn(process.execPath, [...flags, script, JSON.stringify(settings)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const processes = { consumer: child.pid ?? 0, ...servers };
  const exited = once(child, 'exit');
  const { promise: measured, resolve } = Promise.withResolvers<readonly [Mark, Mark]>();
  let firstAt = Infinity;
  let start: Mark | undefined;
  child.on('message', (done: number) => {
    const at = performance.now();
    if (done > 0) firstAt = Math.min(firstAt, at);
    if (at < firstAt + WARM_MS) return;
    start ??= { at, done, cpu: cpuOf(processes) };
    const isOver = done >= events || at > start.at + seconds * 1_000;
    if (isOver && done > start.done) resolve([start, { at, done, cpu: cpuOf(processes) }]);
  });
  const [from, to] = await Promise.race([
    measured,
    exited.then(() => Promise.reject(new Error('The consumer ended by itself.'))),
  ]);
  child.disconnect();
  await exited;
  const counted = to.done - from.done;
  const microsOf = (name: string): number => (((to.cpu[name] ?? 0) - (from.cpu[name] ?? 0)) * 1e6) / counted;
  return {
    perSecond: (counted * 1_000) / (to.at - from.at),
    cpuMicros: Object.fromEntries(Object.keys(processes).map((name) => [name, microsOf(name)])),
  };
}

const cpuOf = (processes: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(Object.entries(processes).map(([name, pid]) => [name, cpuSeconds([pid])]));

/** Every event that had an effect had it once. */
export async function refuseRepeatedEffects(lane: Lane): Promise<void> {
  const pool = new pg.Pool({ connectionString: lane.appUrl, max: 1 });
  // Ending a pool does not wait for the server, which may end first.
  pool.on('error', () => undefined);
  const sql = 'select event_id from effect group by event_id having count(*) > 1 limit 1';
  const { rowCount } = await pool.query(sql);
  await pool.end();
  if (rowCount !== 0) throw new Error(`An event had its effect twice in ${lane.name}.`);
}
