/**
 * `npm run bench -- upkeep-days [days]`: forty days of upkeep. PostgreSQL and a process with the tasks of gateway and
 * vehicle register run under Debian's `faketime` (its library: FAKETIME_LIBRARY), whose clock is put forward day by day
 * while acts and lookups go on. Not moved: monotonic time, so the hourly runs are called once a day instead; and Kafka,
 * which is left out: what a relay would enter in the ledger is entered here.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { register } from 'prom-client';
import { postgresBinaries, provisionDatabase, serverIdentity, startPostgres } from '#libs/local-services';
import { Background, createUpkeepPool, runMigrations, Upkeep } from '#libs/service-kit';
import { round } from './measure.ts';
import { daysCases, type DaysCase } from './upkeep/days-cases.ts';
import { migrationsOf } from './upkeep/upkeep-tasks.ts';
import { writingMeanwhile } from './upkeep/writing-meanwhile.ts';

const days = Number(process.argv[2] ?? 40);
const library = process.env['FAKETIME_LIBRARY'] ?? '/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1';
/** As often as the library looks at the clock's file. */
const CLOCK_S = 1;
const say = (text: string): void => void process.stdout.write(`${text}\n`);
const [clock, url] = [process.env['BENCH_CLOCK'], process.env['BENCH_URL']];
await (clock === undefined || url === undefined ? supervise() : run(clock, url));
process.exit();

/** Starts PostgreSQL, then this program once more, both under the clock of a file. */
async function supervise(): Promise<void> {
  if (!existsSync(library))
    throw new Error(`There is no ${library}: install faketime, or set FAKETIME_LIBRARY.`);
  const folder = mkdtempSync(join(tmpdir(), 'einmal-days-'));
  chmodSync(folder, 0o711);
  const file = join(folder, 'clock');
  writeFileSync(file, '+0d');
  const faked = {
    LD_PRELOAD: library,
    FAKETIME_TIMESTAMP_FILE: file,
    FAKETIME_CACHE_DURATION: `${CLOCK_S}`,
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
  };
  const made = await startPostgres({ dir: join(folder, 'postgres') });
  const { port } = made;
  const data = await shown(made.url, 'data_directory');
  await made.stop();
  const settings = [
    '-D',
    data,
    '-p',
    `${port}`,
    '-c',
    'listen_addresses=127.0.0.1',
    '-c',
    'unix_socket_directories=',
  ];
  const server = spawn(postgresBinaries().postgres, settings, {
    env: { LC_ALL: 'C', TZ: 'UTC', ...faked },
    stdio: 'ignore',
    ...serverIdentity,
  });
  try {
    await untilUp(made.url);
    const env = { ...process.env, ...faked, BENCH_CLOCK: file, BENCH_URL: made.url };
    const program = spawn(process.execPath, process.argv.slice(1), { env, stdio: 'inherit' });
    [process.exitCode] = (await once(program, 'exit')) as [number];
  } finally {
    server.kill('SIGINT');
    await once(server, 'exit');
    rmSync(folder, { recursive: true, force: true });
  }
}

async function run(file: string, adminUrl: string): Promise<void> {
  const kept = await Promise.all(daysCases.map((each) => open(each, adminUrl)));
  let longestWaitMs = 0;
  for (let day = 1; day <= days; day += 1) {
    writeFileSync(file, `+${day}d`);
    await delay(1_000 * CLOCK_S + 100);
    for (const { owner, upkeep, one } of kept) {
      const { longestMs } = await writingMeanwhile(one.migratorUrl, one.write, async () => {
        for (const sql of one.daily) await owner.query(sql);
        for (const task of one.tasks) await upkeep.run(task);
        await delay(200);
      });
      longestWaitMs = Math.max(longestWaitMs, longestMs);
    }
  }
  const now = (await kept[0]!.owner.query<{ now: Date }>('select now()')).rows[0]!.now;
  const faults: string[] = [];
  for (const { owner, one } of kept)
    for (const [what, sql] of Object.entries(one.checks)) {
      const { rows } = await owner.query<{ found: number }>(sql);
      say(`${one.app}: ${what}: ${rows[0]?.found}`);
      if (rows[0]?.found !== 0) faults.push(what);
    }
  const lag = await register.getSingleMetric('einmal_upkeep_lag_seconds')?.get();
  for (const { labels, value } of lag?.values ?? [])
    if (value > 86_400) faults.push(`${labels['task']} lags ${value} s`);
  if (longestWaitMs > 200) faults.push(`an act waited ${longestWaitMs} ms`);
  say(JSON.stringify({ bench: 'upkeep-days', days, now, longestWaitMs: round(longestWaitMs, 0), faults }));
  process.exitCode = faults.length === 0 ? 0 : 1;
}

async function open(one: DaysCase, adminUrl: string) {
  const roles = { migrator: `${one.app}_migrator`, app: `${one.app}_app` };
  const passwords = { migrator: 'bench', app: 'bench' };
  const database = await provisionDatabase(adminUrl, { database: `days_${one.app}`, ...roles, passwords });
  await runMigrations(database.migratorUrl, migrationsOf[one.app]);
  const owner = new pg.Client({ connectionString: database.migratorUrl });
  await owner.connect();
  for (const sql of one.fill) await owner.query(sql);
  const config = { databaseUrl: database.appUrl, databasePoolSize: 2, databaseConnectWithinMs: 5_000 };
  const pool = createUpkeepPool(config, 'days');
  const upkeep = new Upkeep(pool, new Background());
  one.mount(upkeep, pool);
  return { owner, upkeep, one: { ...one, migratorUrl: database.migratorUrl } };
}

async function shown(at: string, setting: string): Promise<string> {
  const client = new pg.Client({ connectionString: at });
  await client.connect();
  const { rows } = await client.query<Record<string, string>>(`show ${setting}`);
  await client.end();
  return Object.values(rows[0] ?? {})[0] ?? '';
}

async function untilUp(at: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return void (await shown(at, 'port'));
    } catch (error) {
      if (attempt === 100) throw error;
      await delay(100);
    }
  }
}
