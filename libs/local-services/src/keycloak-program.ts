import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from './file-lock.mjs';
import { findJava, findMaven } from './java.ts';
import { cacheFolder } from './kafka-jars.ts';
import { LocalFailure } from './local-failure.ts';
import { lastLines } from './log-tail.ts';
import { startManaged } from './managed-process.ts';

export const KEYCLOAK_VERSION = '26.7.3';

const artifact = `org.keycloak:keycloak-quarkus-dist:${KEYCLOAK_VERSION}:zip`;
const goal = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:unpack';
/** What Keycloak is compiled for; the rest is said at each start. */
const compiledFor = ['--db=postgres', '--health-enabled=true', '--metrics-enabled=false'];
const opened = ['java.util', 'java.util.concurrent', 'java.security', 'java.lang'];

/** Java, and where Keycloak lies, compiled for PostgreSQL. */
export interface KeycloakProgram {
  readonly command: string;
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
}

/**
 * What kc.sh would run. It runs Java as a child, which would outlive a killed shell.
 * @param home where it keeps what is its own; Keycloak's folders are linked there
 */
export const keycloakArguments = (home: string, words: readonly string[]): readonly string[] => [
  ...['-Xms64m', '-Xmx512m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Dfile.encoding=UTF-8'],
  ...opened.map((name) => `--add-opens=java.base/${name}=ALL-UNNAMED`),
  `-Dkc.home.dir=${home}`,
  `-Djboss.server.config.dir=${join(home, 'conf')}`,
  '-Djava.util.logging.manager=org.jboss.logmanager.LogManager',
  '-Djava.util.concurrent.ForkJoinPool.common.threadFactory=io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory',
  ...['-cp', join(home, 'lib', 'quarkus-run.jar'), 'io.quarkus.bootstrap.runner.QuarkusEntryPoint'],
  ...words,
];

/** Links what is shared by all runs, so that each writes into a folder of its own. */
export function linkKeycloak({ folder }: KeycloakProgram, home: string): void {
  mkdirSync(join(home, 'data'), { recursive: true });
  for (const part of ['lib', 'conf', 'providers', 'themes'])
    symlinkSync(join(folder, part), join(home, part));
}

async function step(name: string, command: string, args: readonly string[], at: Step): Promise<void> {
  const logFile = join(at.folder, 'fetch.log');
  const run = startManaged({ name, command, args, env: at.env, logFile, stopSignals: ['SIGTERM'] });
  const { code } = await run.exited;
  if (code === 0) return;
  throw new LocalFailure(`${at.failure} Its last words:\n${lastLines(logFile, 5).join('\n')}`);
}

interface Step {
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  readonly failure: string;
}

async function fetchKeycloak(
  { command, folder, env }: KeycloakProgram,
  at: string,
  onProgress: (text: string) => void,
): Promise<void> {
  const unfinished = join(at, 'unfinished');
  rmSync(unfinished, { recursive: true, force: true });
  onProgress('fetching Keycloak from Maven Central (177 MB, once)');
  const words = [
    ...['-B', '-q', goal, `-Dartifact=${artifact}`, `-DoutputDirectory=${unfinished}`],
    // Without a project Maven takes the name of its default literally, and makes a folder of it.
    `-DmarkersDirectory=${join(at, 'markers')}`,
  ];
  await step('Maven', findMaven(env), words, {
    folder: at,
    env,
    failure:
      'Maven could not fetch Keycloak; check the connection to Maven Central (or ~/.m2/settings.xml), then start again.',
  });
  onProgress('compiling it for PostgreSQL (once)');
  const home = join(unfinished, `keycloak-${KEYCLOAK_VERSION}`);
  await step('Keycloak build', command, keycloakArguments(home, ['build', ...compiledFor]), {
    folder: at,
    env,
    failure: `Keycloak could not be compiled; remove ${at} and start again.`,
  });
  renameSync(home, folder);
}

/** Keycloak from Maven Central, fetched and compiled on first use and never again, for all clones of one user. */
export async function findKeycloak(
  env: NodeJS.ProcessEnv,
  onProgress: (text: string) => void,
): Promise<KeycloakProgram> {
  const hash = createHash('sha256')
    .update([artifact, ...compiledFor].join(' '))
    .digest('hex')
    .slice(0, 16);
  const at = join(cacheFolder(env), `keycloak-${hash}`);
  const program = { command: findJava(env), folder: join(at, 'keycloak'), env };
  mkdirSync(at, { recursive: true });
  if (existsSync(program.folder)) return program;
  await withLock(join(at, 'lock'), async () => {
    if (!existsSync(program.folder)) await fetchKeycloak(program, at, onProgress);
  });
  return program;
}
