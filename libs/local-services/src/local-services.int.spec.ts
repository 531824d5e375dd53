import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { eventually } from '#libs/test-kit';
import { isAlive, provisionDatabase, startKafka, startPostgres, type PostgresServer } from './index.ts';

const holderScript = fileURLToPath(new URL('./testing/hold-servers.ts', import.meta.url));
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'einmal-servers-'));
  chmodSync(folder, 0o711);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function untilGone(pids: readonly number[]): Promise<void> {
  const alive = (): number[] => pids.filter(isAlive);
  await eventually('all processes are gone', alive, ({ length }) => length === 0);
}

/** Starts both servers in a process of its own; resolves with that process and the numbers of theirs. */
async function holdServers(): Promise<{ holder: ChildProcess; pids: readonly number[] }> {
  const child = spawn(process.execPath, ['--no-warnings', holderScript, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return { holder: child, pids: JSON.parse(line) as number[] };
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(sql);
    return rows;
  } finally {
    await client.end();
  }
}

describe('servers whose starter is killed with -9', () => {
  it('end with it', async () => {
    const { holder, pids } = await holdServers();
    expect(pids.map(isAlive)).toEqual([true, true]);
    holder.kill('SIGKILL');
    await untilGone(pids);
  });

  it('are waited for by the next start, which uses their data', async () => {
    const { holder, pids } = await holdServers();
    holder.kill('SIGKILL');
    const [postgres, kafka] = await Promise.all([
      startPostgres({ dir: join(folder, 'postgres') }),
      startKafka({ dir: join(folder, 'kafka') }),
    ]);
    await untilGone(pids);
    expect(await query(postgres.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await Promise.all([postgres.stop(), kafka.stop()]);
    expect([postgres.pid, kafka.pid].map(isAlive)).toEqual([false, false]);
  });
});

describe('startPostgres', () => {
  let server: PostgresServer | undefined;
  afterEach(() => server?.stop());

  it('recovers by itself when the server was killed with -9', async () => {
    const dir = join(folder, 'postgres');
    server = await startPostgres({ dir });
    await server.kill9();
    server = await startPostgres({ dir });
    expect(await query(server.url, 'show fsync')).toEqual([{ fsync: 'on' }]);
  });

  it('says which folder to remove when the data are incomplete', async () => {
    const dir = join(folder, 'incomplete');
    mkdirSync(join(dir, 'data'), { recursive: true });
    writeFileSync(join(dir, 'data', 'PG_VERSION'), '18\n');
    await expect(startPostgres({ dir })).rejects.toThrow(`remove ${dir}, then start again`);
  });

  it('starts in a folder that only root may enter', async () => {
    const locked = mkdtempSync(join(tmpdir(), 'einmal-locked-'));
    const dir = join(locked, 'postgres');
    try {
      server = await startPostgres({ dir });
      expect(await query(server.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    } finally {
      await server?.stop();
      const note = join(dir, 'location.txt');
      if (existsSync(note)) rmSync(readFileSync(note, 'utf8').trim(), { recursive: true });
      rmSync(locked, { recursive: true, force: true });
    }
  });

  it('names a port that is taken', async () => {
    server = await startPostgres({ dir: join(folder, 'postgres') });
    const { port } = server;
    await expect(startPostgres({ dir: join(folder, 'other'), port })).rejects.toThrow(
      `Port ${port}, wanted for PostgreSQL`,
    );
  });
});

describe('provisionDatabase', () => {
  it('creates roles and database, again without harm, and keeps the app role out of other databases', async () => {
    const server = await startPostgres({ dir: join(folder, 'postgres') });
    const roles = (name: string) => ({
      database: `einmal_${name}`,
      migrator: `${name}_migrator`,
      app: `${name}_app`,
      passwords: { migrator: 'one', app: 'two' },
    });
    const first = await provisionDatabase(server.url, roles('first'));
    expect(first.created).toBe(true);
    expect(await provisionDatabase(server.url, roles('first'))).toEqual({ ...first, created: false });
    const other = await provisionDatabase(server.url, roles('other'));
    await query(first.migratorUrl, 'create table notes (id int)');
    await expect(query(first.appUrl, 'select * from notes')).rejects.toThrow('permission denied');
    await expect(query(first.appUrl, 'create table more (id int)')).rejects.toThrow('permission denied');
    const trespass = new URL(first.appUrl);
    trespass.pathname = new URL(other.appUrl).pathname;
    await expect(query(trespass.href, 'select 1')).rejects.toThrow('permission denied for database');
    await query(first.migratorUrl, 'grant select on notes to first_app');
    const further = await provisionDatabase(server.url, { ...roles('further'), actsAs: 'first_app' });
    await query(further.migratorUrl, 'create table notes (id int); grant select on notes to first_app');
    await query(further.appUrl, 'select * from notes');
    trespass.pathname = new URL(further.appUrl).pathname;
    await expect(query(trespass.href, 'select 1')).rejects.toThrow('permission denied for database');
    const back = new URL(further.appUrl);
    back.pathname = new URL(first.appUrl).pathname;
    await expect(query(back.href, 'select 1')).rejects.toThrow('permission denied for database');
    await server.stop();
  });
});

describe('startKafka', () => {
  it('says what to install when there is no Java, and which folder to remove when the data are incomplete', async () => {
    const dir = join(folder, 'torn-kafka');
    await expect(startKafka({ dir, env: { PATH: '' } })).rejects.toThrow(
      'Kafka needs Java, and there is none on the PATH',
    );
    mkdirSync(join(dir, 'data'), { recursive: true });
    await expect(startKafka({ dir })).rejects.toThrow(`remove ${dir}, then start again`);
  });
});
