import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { isPortTaken, freePort } from './free-port.ts';
import { LocalFailure } from './local-failure.ts';
import { LongWait } from './long-wait.ts';
import { startManaged, type ManagedProcess } from './managed-process.ts';
import { postgresBinaries } from './postgres-binaries.ts';
import { dataFolder, superuser } from './postgres-data-folder.ts';
import { outwaitPredecessor } from './predecessor.ts';
import { encryptedUrl, postgresTlsSettings, type ServerTls } from './server-tls.ts';
import { reachableFolder, serverIdentity } from './unprivileged.ts';

export interface StartPostgresOptions {
  /** Data, password and log live here; an existing data folder is reused. */
  readonly dir: string;
  /** A free one is taken when absent. */
  readonly port?: number;
  /** Only throw-away test servers may say false: the product's figures are durable ones. */
  readonly durable?: boolean;
  /** Given: the server takes encrypted connections alone. */
  readonly tls?: ServerTls | undefined;
  /** Variables of the server's process beside its own: those of another clock, for instance. */
  readonly env?: Readonly<Record<string, string>>;
  readonly onProgress?: (text: string) => void;
}

export interface PostgresServer extends ManagedProcess {
  /** Superuser connection to the database `postgres`; with TLS it says so. */
  readonly url: string;
  readonly port: number;
}

const readyWithinMs = 600_000;
const pollMs = 40;

function settings(port: number, durable: boolean, tls: Readonly<Record<string, string>>): string[] {
  const values = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 300,
    shared_buffers: '128MB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    fsync: durable ? 'on' : 'off',
    synchronous_commit: durable ? 'on' : 'off',
    ...tls,
  };
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** Whether a server is there and lets this login ask. */
export async function answersQuery(connectionString: string): Promise<boolean> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function untilReady(
  server: ManagedProcess,
  url: string,
  dir: string,
  onProgress: (text: string) => void,
): Promise<void> {
  const wait = new LongWait(readyWithinMs, onProgress);
  while (!(await answersQuery(url))) {
    if (!server.hasExited() && wait.goesOn()) {
      await sleep(pollMs);
      continue;
    }
    await server.kill9();
    const log = server.lastLines(10).join('\n');
    throw new LocalFailure(
      `PostgreSQL did not start; if its data is damaged, remove ${dir} and start again. Its last words:\n${log}`,
    );
  }
}

/** Starts a real PostgreSQL 18 server on the loopback interface and returns when it answers a query. */
export async function startPostgres(options: StartPostgresOptions): Promise<PostgresServer> {
  const { durable = true, tls, env = {}, onProgress = () => undefined } = options;
  const binaries = postgresBinaries();
  const dir = reachableFolder(options.dir);
  const { data, password } = await dataFolder(dir, binaries, onProgress);
  await outwaitPredecessor(join(data, 'postmaster.pid'), data);
  const port = options.port ?? (await freePort());
  if (await isPortTaken(port)) {
    throw new LocalFailure(`Port ${port}, wanted for PostgreSQL, is taken: end the program that uses it.`);
  }
  onProgress(`starting on port ${port}`);
  const server = startManaged({
    name: 'PostgreSQL',
    command: binaries.postgres,
    args: ['-D', data, ...settings(port, durable, tls ? postgresTlsSettings(tls, dir) : {})],
    env: { LC_ALL: 'C', TZ: 'UTC', ...env },
    logFile: join(options.dir, 'postgres.log'),
    stopSignals: ['SIGINT', 'SIGQUIT'],
    atOnce: 'SIGQUIT',
    ...serverIdentity,
  });
  const plain = `postgres://${superuser}:${password}@127.0.0.1:${port}/postgres`;
  const url = tls ? encryptedUrl(plain, tls) : plain;
  await untilReady(server, url, options.dir, onProgress);
  return { ...server, url, port };
}
