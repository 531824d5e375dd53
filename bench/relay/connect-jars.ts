import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, startManaged, withLock } from '#libs/local-services';
import { root } from '../../deploy/local/repository.ts';

const pom = join(root, 'bench/relay/connect.pom.xml');
const dependencies = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1';
export const debeziumVersion = '3.5.0.Final';
const plugin = `io.debezium:debezium-connector-postgres:${debeziumVersion}:tar.gz:plugin`;

export interface ConnectJars {
  readonly classPath: string;
  readonly pluginPath: string;
  /** Of `connect-runtime`. */
  readonly version: string;
}

/** Kafka Connect and Debezium from Maven Central, fetched once and kept beside Kafka's jars. */
export async function connectJars(): Promise<ConnectJars> {
  const text = `${readFileSync(pom, 'utf8')}${plugin}`;
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 16);
  const folder = join(cacheFolder(), `connect-${hash}`);
  const complete = join(folder, 'complete');
  mkdirSync(folder, { recursive: true });
  await withLock(join(folder, 'lock'), async () => {
    if (!existsSync(complete)) await fetchInto(folder, complete);
  });
  const jars = readdirSync(join(complete, 'libs'));
  const runtime = jars.find((name) => name.startsWith('connect-runtime-')) ?? '';
  return {
    classPath: join(complete, 'libs', '*'),
    pluginPath: join(complete, 'plugins'),
    version: runtime.replace(/^connect-runtime-|\.jar$/g, ''),
  };
}

async function fetchInto(folder: string, complete: string): Promise<void> {
  const unfinished = join(folder, 'unfinished');
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(join(unfinished, 'plugins'), { recursive: true });
  const libs = join(unfinished, 'libs');
  await runToEnd(
    folder,
    'mvn',
    ['-B', '-q', '-f', pom, `${dependencies}:copy-dependencies`].concat(
      '-DincludeScope=runtime',
      `-DoutputDirectory=${libs}`,
    ),
  );
  await runToEnd(
    folder,
    'mvn',
    ['-B', '-q', '-f', pom, `${dependencies}:copy`].concat(
      `-Dartifact=${plugin}`,
      `-DoutputDirectory=${unfinished}`,
    ),
  );
  const archive = readdirSync(unfinished).find((name) => name.endsWith('.tar.gz')) ?? '';
  await runToEnd(folder, 'tar', ['-xzf', join(unfinished, archive), '-C', join(unfinished, 'plugins')]);
  renameSync(unfinished, complete);
}

async function runToEnd(folder: string, command: string, args: readonly string[]): Promise<void> {
  const tool = startManaged({
    name: command,
    command,
    args,
    env: process.env,
    logFile: join(folder, 'fetch.log'),
    stopSignals: ['SIGTERM'],
  });
  const { code } = await tool.exited;
  if (code !== 0) throw new Error(`${command} ended with ${code}: ${tool.lastLines(5).join('\n')}`);
}
