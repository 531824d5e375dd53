import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withLock } from './file-lock.mjs';
import { findMaven } from './java.ts';
import { LocalFailure } from './local-failure.ts';
import { lastLines } from './log-tail.ts';
import { startManaged } from './managed-process.ts';

const pom = fileURLToPath(new URL('../data/kafka/pom.xml', import.meta.url));
const goal = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies';

/** What was fetched or built once for all clones of one user. */
export const cacheFolder = (env: NodeJS.ProcessEnv = process.env): string =>
  join(env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'einmal');

/** Shared by all clones of one user; its name holds the pom's hash, so that another pom means another folder. */
export function kafkaCache(env: NodeJS.ProcessEnv): string {
  const hash = createHash('sha256').update(readFileSync(pom)).digest('hex').slice(0, 16);
  return join(cacheFolder(env), `kafka-${hash}`);
}

async function resolveJars(folder: string, env: NodeJS.ProcessEnv): Promise<void> {
  const unfinished = join(folder, 'libs.unfinished');
  rmSync(unfinished, { recursive: true, force: true });
  const maven = startManaged({
    name: 'Maven',
    command: findMaven(env),
    args: ['-B', '-q', '-f', pom, goal, '-DincludeScope=runtime', `-DoutputDirectory=${unfinished}`],
    env,
    logFile: join(folder, 'maven.log'),
    stopSignals: ['SIGTERM'],
  });
  const { code } = await maven.exited;
  if (code !== 0) {
    const log = lastLines(join(folder, 'maven.log'), 5).join('\n');
    throw new LocalFailure(
      `Maven could not fetch Kafka's jars; check the connection to Maven Central (or ~/.m2/settings.xml), then start again. Its last words:\n${log}`,
    );
  }
  renameSync(unfinished, join(folder, 'libs'));
}

/** Kafka's jars, fetched from Maven Central on first use and never again. Returns their folder's parent and names. */
export async function kafkaJars(
  env: NodeJS.ProcessEnv,
  onProgress: (text: string) => void,
): Promise<{ folder: string; jars: readonly string[] }> {
  const folder = kafkaCache(env);
  const libs = join(folder, 'libs');
  mkdirSync(folder, { recursive: true });
  if (!existsSync(libs)) {
    onProgress('fetching Apache Kafka from Maven Central (45 jars, 43 MB, once)');
    await withLock(join(folder, 'lock'), async () => {
      if (!existsSync(libs)) await resolveJars(folder, env);
    });
  }
  const jars = readdirSync(libs).filter((name) => name.endsWith('.jar'));
  return { folder, jars: jars.sort().map((name) => join(libs, name)) };
}
