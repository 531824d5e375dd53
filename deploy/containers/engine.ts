import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  LocalFailure,
  type ManagedProcess,
  startManaged,
  sweepAfterDeath,
  sweptAlready,
} from '#libs/local-services';
import { makeBridge, removeBridge } from './bridge.ts';
import { Docker } from './docker.ts';
import { ENGINE_PREFIX, sweepEngine, sweepKilledEngines } from './engine-remains.ts';

export interface Engine {
  readonly docker: Docker;
  /** For people: version, storage driver, whose it is. */
  readonly description: string;
  /** Settles when an engine of ours ends by itself; never for another's. */
  readonly died: Promise<string>;
  /** Ends the engine and what runs in it, where it is ours. Images stay, for the next time. */
  stop(): Promise<void>;
}

export interface EngineOptions {
  /** Images and logs of an engine of ours live here, and nowhere else. */
  readonly folder: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly tell?: (text: string) => void;
}

const READY_WITHIN_MS = 60_000;
const POLL_MS = 200;
const packages = ['docker.io', 'iptables', 'iproute2', 'debootstrap'];
const programs = ['dockerd', 'docker', 'iptables', 'ip', 'debootstrap'];

const isMissing = (program: string): boolean =>
  ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'].every(
    (folder) => !existsSync(join(folder, program)),
  );

/** The engine that answers where docker's own settings point, or one of ours. @throws LocalFailure in one sentence */
export async function findOrStartEngine(options: EngineOptions): Promise<Engine> {
  const { folder, env = process.env, tell = () => undefined } = options;
  mkdirSync(folder, { recursive: true, mode: 0o711 });
  const theirs = new Docker(env['DOCKER_HOST'] || 'unix:///var/run/docker.sock', join(folder, 'docker.log'));
  if (!isMissing('docker') && (await theirs.answers()))
    return { docker: theirs, description: await describe(theirs, 'found'), died: never, stop: nothing };
  if (env['DOCKER_HOST'])
    throw new LocalFailure(`No engine answers at ${env['DOCKER_HOST']}: start it, or unset DOCKER_HOST.`);
  demandRights();
  installPrograms(tell);
  return startEngine(folder);
}

const never = new Promise<string>(() => undefined);
const nothing = (): Promise<void> => Promise.resolve();

async function describe(docker: Docker, whose: string): Promise<string> {
  const facts = await docker.ask('info', '--format', 'Docker {{.ServerVersion}}, storage {{.Driver}}');
  return `${facts}, ${whose} at ${docker.host}`;
}

function demandRights(): void {
  if (process.platform !== 'linux')
    throw new LocalFailure('No container engine answers, and one can be started on Linux only: start yours.');
  if (process.getuid?.() !== 0)
    throw new LocalFailure(
      'No container engine answers, and only root can start one: start yours, or be root.',
    );
}

/** Debian's packages; nothing else of the system is changed. */
function installPrograms(tell: (text: string) => void): void {
  const missing = programs.filter(isMissing);
  if (missing.length === 0) return;
  const refusal = `No container engine answers, and ${missing.join(', ')} cannot be had:`;
  if (isMissing('apt-get'))
    throw new LocalFailure(`${refusal} this is no Debian; install Docker, then run this again.`);
  tell(`installing ${packages.join(', ')} (apt-get)`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const install = ['install', '-qq', '-y', '--no-install-recommends', ...packages];
  for (const args of [['update', '-qq'], install]) {
    const { status, stderr } = spawnSync('apt-get', args, { env, encoding: 'utf8' });
    if (status !== 0)
      throw new LocalFailure(
        `${refusal} apt-get ${args[0]} ended with ${status}: ${stderr.trim().slice(-300)}`,
      );
  }
}

/**
 * Debian's dockerd with all that is its own in folders of ours. Without rules in the machine's firewall: published ports
 * are on the loopback interface, by docker's proxy, and no container reaches the world (images are built in the
 * machine's network).
 */
async function startEngine(folder: string): Promise<Engine> {
  sweepKilledEngines();
  const scratch = mkdtempSync(join(tmpdir(), ENGINE_PREFIX));
  sweepAfterDeath(scratch);
  const bridge = makeBridge(folder);
  const logFile = join(folder, 'dockerd.log');
  const server = startManaged({
    name: 'dockerd',
    command: 'dockerd',
    args: [
      ...['--data-root', join(folder, 'data'), '--exec-root', join(scratch, 'exec')],
      // A socket's path has at most 107 characters.
      ...['--host', `unix://${join(scratch, 's')}`, '--pidfile', join(scratch, 'pid')],
      ...['--bridge', bridge, '--ip', '127.0.0.1', '--iptables=false', '--ip6tables=false'],
      ...['--ip-forward=false', '--shutdown-timeout', '2'],
    ],
    env: process.env,
    logFile,
    // A third SIGTERM would leave the containers running; SIGCONT does nothing but take its time.
    stopSignals: ['SIGTERM', 'SIGCONT', 'SIGCONT', 'SIGCONT'],
  });
  const docker = new Docker(`unix://${join(scratch, 's')}`, join(folder, 'docker.log'));
  const stop = async (): Promise<void> => {
    if (!server.hasExited()) await sweep(docker).catch(() => undefined);
    await server.stop();
    removeBridge(bridge);
    sweepEngine(scratch, folder);
    sweptAlready(scratch);
  };
  try {
    await untilReady(server, docker);
    await sweep(docker);
    return { docker, description: await describe(docker, 'of our own'), died: deathOf(server), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function untilReady(server: ManagedProcess, docker: Docker): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  while (!(await docker.answers())) {
    if (!server.hasExited() && Date.now() < deadline) {
      await sleep(POLL_MS);
      continue;
    }
    throw new LocalFailure(
      `dockerd did not start (whole log: ${server.logFile}). Its last words:\n${server.lastLines(3).join('\n')}`,
    );
  }
}

/** What a killed run left: nobody but us uses this engine. */
async function sweep(docker: Docker): Promise<void> {
  const left = await docker.ask('ps', '--all', '--quiet');
  if (left) await docker.ask('rm', '--force', '--volumes', ...left.split('\n'));
  await docker.ask('network', 'prune', '--force');
  await docker.ask('volume', 'prune', '--force');
}

const deathOf = async (server: ManagedProcess): Promise<string> => {
  const { wanted } = await server.exited;
  if (wanted) return never;
  return `The container engine has ended by itself (log: ${server.logFile}).`;
};
