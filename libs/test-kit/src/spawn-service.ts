import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Agent, request } from 'undici';
import { freePort, lastLines, startManaged, type ManagedProcess } from '#libs/local-services';
import { eventually } from './eventually.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
/** Long, as other suites use the machine at the same time; likewise for connections, whose want is answered with 503. */
const readyWithinMs = 90_000;

export interface SpawnedService {
  readonly url: string;
  readonly internalUrl: string;
  readonly port: number;
  readonly pid: number;
  readonly exited: ManagedProcess['exited'];
  /** SIGTERM, and what follows. */
  stop(): Promise<void>;
  kill9(): Promise<void>;
  /** Everything the process printed, at most its last 64 KiB. */
  logs(): string;
}

let built: Promise<unknown> | undefined;

/** A process runs what is in dist; bringing it up to date costs nothing when no source changed. */
export function ensureBuilt(): Promise<unknown> {
  const script = join(root, 'deploy/local/run.mjs');
  return (built ??= promisify(execFile)(process.execPath, [script, 'build', '--tolerant'], { cwd: root }));
}

async function untilReady(url: string, child: ManagedProcess, dispatcher: Agent): Promise<boolean> {
  const ready = eventually(
    'the service is ready',
    async () => {
      const { statusCode, body } = await request(`${url}/health/ready`, { dispatcher });
      await body.dump();
      return statusCode === 200;
    },
    Boolean,
    readyWithinMs,
  );
  return Promise.race([ready, child.exited.then(() => false)])
    .catch(() => false)
    .finally(() => void dispatcher.close());
}

/** Speaks to the service as another one of its kind would. */
function peerOf(env: Readonly<Record<string, string>>): Agent | undefined {
  const { TLS_CERT_FILE: cert, TLS_KEY_FILE: key, TLS_CA_FILE: ca } = env;
  if (!cert || !key || !ca) return undefined;
  return new Agent({ connect: { cert: readFileSync(cert), key: readFileSync(key), ca: readFileSync(ca) } });
}

/**
 * Starts `dist/apps/<app>/src/main.js` as a process of its own and waits until it is ready. `env` is its whole
 * configuration; HOST, PORT (a free one) and PUBLIC_URL are added unless given. With TLS its certificate names 127.0.0.1
 * or localhost.
 */
export async function spawnService(
  app: string,
  env: Readonly<Record<string, string>>,
): Promise<SpawnedService> {
  await ensureBuilt();
  const port = Number(env['PORT'] ?? (await freePort()));
  const peer = peerOf(env);
  const url = env['PUBLIC_URL'] ?? (peer ? `https://localhost:${port}` : `http://127.0.0.1:${port}`);
  const folder = mkdtempSync(join(tmpdir(), `einmal-${app}-`));
  const logFile = join(folder, 'log');
  const child = startManaged({
    name: app,
    command: process.execPath,
    args: ['--enable-source-maps', join(root, `dist/apps/${app}/src/main.js`)],
    env: {
      DATABASE_CONNECT_WITHIN_MS: '30000',
      KAFKAJS_NO_PARTITIONER_WARNING: '1',
      HOST: '127.0.0.1',
      PORT: `${port}`,
      PUBLIC_URL: url,
      ...env,
    },
    logFile,
    stopSignals: ['SIGTERM'],
  });
  let finalLog: string | undefined;
  const logs = (): string => finalLog ?? lastLines(logFile, Number.MAX_SAFE_INTEGER).join('\n');
  const exited = child.exited.then((exit) => {
    finalLog = logs();
    rmSync(folder, { recursive: true, force: true });
    return exit;
  });
  const door = peer ? `https://localhost:${port}` : `http://127.0.0.1:${port}`;
  if (!(await untilReady(door, child, peer ?? new Agent()))) {
    await child.kill9();
    await exited;
    throw new Error(`${app} did not become ready:\n${logs()}`);
  }
  return {
    url,
    internalUrl: `${peer ? 'https://localhost' : 'http://127.0.0.1'}:${port + 2_000}`,
    port,
    pid: child.pid,
    exited,
    stop: () => child.stop(),
    kill9: () => child.kill9(),
    logs,
  };
}
