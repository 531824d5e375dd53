/**
 * `npm run bench -- upkeep [rows] [task,…]`: every task of the upkeep on a million rows that are due, while somebody
 * writes to the same table every 5 ms, as the services do. A portion is a transaction, so the longest statement is also
 * the longest time for which a row is locked; the longest wait of a write is what others notice, and the longest lock how
 * long one of them stood behind the upkeep. All of the same run, on a real PostgreSQL. Partitions that are made ahead are
 * a handful each day: `upkeep-days` shows them.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { isRegister, permitRoleOf } from '#libs/contracts';
import { provisionDatabase, startPostgres } from '#libs/local-services';
import { Background, createUpkeepPool, runMigrations, Upkeep } from '#libs/service-kit';
import { table } from '#libs/terminal';
import { round } from './measure.ts';
import { LockWaits } from './upkeep/lock-waits.ts';
import type { UpkeepCase } from './upkeep/upkeep-case.ts';
import { migrationsOf, upkeepCases } from './upkeep/upkeep-tasks.ts';
import { writingMeanwhile } from './upkeep/writing-meanwhile.ts';

const due = Number(process.argv[2] ?? process.env['BENCH_ROWS'] ?? 1_000_000);
const only = process.argv[3]?.split(',');
/** Of a task that has to come back. */
const MOST_TRIES = 20;
const say = (text: string): void => void process.stdout.write(`${text}\n`);

interface Figures {
  readonly task: string;
  readonly rows: number;
  readonly perSecond: number;
  readonly longestLockMs: number;
  readonly longestStatementMs: number;
  readonly longestWaitMs: number;
  /** The same without upkeep. */
  readonly quietWaitMs: number;
}

const unknown = only?.filter((name) => !upkeepCases.some(({ task }) => task === name)) ?? [];
if (unknown.length > 0)
  throw new Error(
    `No task is called ${unknown.join(', ')}. There are ${upkeepCases.map(({ task }) => task).join(', ')}.`,
  );
const folder = mkdtempSync(join(tmpdir(), 'einmal-bench-'));
chmodSync(folder, 0o711);
const server = await startPostgres({ dir: join(folder, 'postgres') });
const results: Figures[] = [];
try {
  for (const one of upkeepCases.filter(({ task }) => only === undefined || only.includes(task))) {
    say(`${one.task}: ${due} rows …`);
    results.push(await measureOne(one));
  }
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
report();
process.exit(0);

async function measureOne({ app, task, fill, write, left, mount }: UpkeepCase): Promise<Figures> {
  const name = `bench_${task.replaceAll('-', '_')}`;
  const roles = { migrator: `${app}_migrator`, app: `${app}_app` };
  const passwords = { migrator: 'bench', app: 'bench' };
  const { migratorUrl, appUrl } = await provisionDatabase(server.url, {
    database: name,
    ...roles,
    ...(isRegister(app) && { permits: permitRoleOf(app) }),
    passwords,
  });
  await runMigrations(migratorUrl, migrationsOf[app]);
  const owner = new pg.Client({ connectionString: migratorUrl });
  // A case that fails ends the server under it.
  owner.on('error', () => undefined);
  await owner.connect();
  for (const sql of fill) await owner.query(sql, sql.includes('$1') ? [due] : []);
  await owner.query('analyze');
  const config = { databaseUrl: appUrl, databasePoolSize: 2, databaseConnectWithinMs: 5_000 };
  const pool = createUpkeepPool(config, 'bench-upkeep', { session: { 'einmal.authorities': '*' } });
  let longestStatementMs = 0;
  pool.on('connect', (client) => {
    const query = client.query.bind(client) as (...given: unknown[]) => Promise<unknown>;
    client.query = (async (...given: unknown[]) => {
      const begun = performance.now();
      try {
        return await query(...given);
      } finally {
        longestStatementMs = Math.max(longestStatementMs, performance.now() - begun);
      }
    }) as typeof client.query;
  });
  const upkeep = new Upkeep(pool, new Background());
  mount(upkeep, pool);
  const rest = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 2_000));
  const quiet = await writingMeanwhile(migratorUrl, write, rest);
  const locks = new LockWaits(server.url);
  await locks.start();
  const begun = performance.now();
  let seconds = 0;
  const busy = await writingMeanwhile(migratorUrl, write, async () => {
    // 0: it has to come back, because somebody was at work on what it left.
    for (let tries = 0; (await upkeep.run(task)) === 0 && tries < MOST_TRIES; tries += 1);
    seconds = (performance.now() - begun) / 1_000;
  });
  await locks.stop();
  const { rows } = await owner.query<{ rows: number }>(left);
  const stillThere = rows[0]?.rows ?? NaN;
  if (!(stillThere <= quiet.writes + busy.writes)) throw new Error(`${task} left ${stillThere} rows.`);
  await Promise.all([owner.end(), pool.end()]);
  return {
    task,
    rows: due,
    perSecond: due / seconds,
    longestStatementMs,
    longestLockMs: locks.longestMs,
    longestWaitMs: busy.longestMs,
    quietWaitMs: quiet.longestMs,
  };
}

function report(): void {
  const ms = (value: number): string => value.toFixed(0);
  const text = table(results, [
    { title: `${due} rows due`, of: ({ task }) => task },
    { title: 'rows/s', of: ({ perSecond }) => perSecond.toFixed(0), right: true },
    { title: 'longest lock, ms', of: ({ longestLockMs }) => ms(longestLockMs), right: true },
    { title: 'longest statement, ms', of: ({ longestStatementMs }) => ms(longestStatementMs), right: true },
    { title: 'longest wait of a write, ms', of: ({ longestWaitMs }) => ms(longestWaitMs), right: true },
    { title: 'the same at rest', of: ({ quietWaitMs }) => ms(quietWaitMs), right: true },
  ]);
  say(`\n${text}`);
  say(
    JSON.stringify({
      bench: 'upkeep',
      rows: due,
      slowestPerSecond: round(Math.min(...results.map(({ perSecond }) => perSecond)), 0),
      longestStatementMs: round(Math.max(...results.map((each) => each.longestStatementMs)), 0),
      longestLockMs: round(Math.max(...results.map((each) => each.longestLockMs)), 0),
      longestWaitMs: round(Math.max(...results.map((each) => each.longestWaitMs)), 0),
      tasks: Object.fromEntries(
        results.map((each) => [
          each.task,
          {
            perSecond: round(each.perSecond, 0),
            statementMs: round(each.longestStatementMs, 0),
            lockMs: round(each.longestLockMs, 0),
            waitMs: round(each.longestWaitMs, 0),
            quietMs: round(each.quietWaitMs, 0),
          },
        ]),
      ),
      machine: `${cpus().length} cores, ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`,
    }),
  );
}
