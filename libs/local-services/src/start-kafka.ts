import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { acceptsConnections, freePort, isPortTaken } from './free-port.ts';
import { findJava } from './java.ts';
import { classDataFlags, keepClassData } from './kafka-class-data.ts';
import { kafkaJars } from './kafka-jars.ts';
import { kafkaSettings } from './kafka-settings.ts';
import { LocalFailure } from './local-failure.ts';
import { startManaged, type ManagedProcess } from './managed-process.ts';
import { outwaitPredecessor } from './predecessor.ts';
import { answersAsBroker } from './topics.ts';

export interface StartKafkaOptions {
  /** Data, settings and log live here; existing data is reused. */
  readonly dir: string;
  /** Of the broker; a free one is taken when absent. The controller always takes a free one. */
  readonly port?: number;
  /** Where Java, Maven and the cache folder are looked for; default: this process's environment. */
  readonly env?: NodeJS.ProcessEnv;
  readonly onProgress?: (text: string) => void;
}

export interface KafkaServer extends ManagedProcess {
  readonly bootstrapServers: string;
  readonly port: number;
}

const logSettings = pathToFileURL(fileURLToPath(new URL('../data/kafka/log4j2.xml', import.meta.url))).href;
const readyWithinMs = 90_000;
const pollMs = 60;

interface Java {
  readonly command: string;
  readonly classPath: string;
  readonly env: NodeJS.ProcessEnv;
}

async function format(java: Java, dir: string, settingsFile: string): Promise<void> {
  const clusterId = randomBytes(16).toString('base64url');
  const tool = startManaged({
    name: 'Kafka storage tool',
    command: java.command,
    // The id may begin with a minus sign, hence `=`.
    args: [
      '-Xshare:auto',
      '-XX:TieredStopAtLevel=1',
      `-Dlog4j2.configurationFile=${logSettings}`,
      '-cp',
      java.classPath,
    ].concat('kafka.tools.StorageTool', 'format', `--cluster-id=${clusterId}`, '-c', settingsFile),
    env: java.env,
    logFile: join(dir, 'format.log'),
    stopSignals: ['SIGTERM'],
  });
  const { code } = await tool.exited;
  if (code !== 0) {
    throw new LocalFailure(
      `Kafka could not prepare its data folder; remove ${dir} and start again. Its last words:\n${tool.lastLines(5).join('\n')}`,
    );
  }
}

/** Makes the data folder under another name and renames it when complete: nothing half-made remains. */
async function ensureData(java: Java, dir: string, onProgress: (text: string) => void): Promise<string> {
  const data = join(dir, 'data');
  if (existsSync(data)) {
    if (existsSync(join(data, 'meta.properties'))) return data;
    throw new LocalFailure(`The Kafka data folder ${data} is incomplete: remove ${dir}, then start again.`);
  }
  onProgress('preparing the data folder');
  const unfinished = join(dir, 'data.unfinished');
  rmSync(unfinished, { recursive: true, force: true });
  const settingsFile = join(dir, 'format.properties');
  writeFileSync(settingsFile, kafkaSettings({ broker: 9092, controller: 9093 }, unfinished));
  await format(java, dir, settingsFile);
  renameSync(unfinished, data);
  return data;
}

async function untilReady(server: ManagedProcess, port: number, dir: string): Promise<void> {
  const deadline = Date.now() + readyWithinMs;
  while (!((await acceptsConnections(port)) && (await answersAsBroker(`127.0.0.1:${port}`)))) {
    if (!server.hasExited() && Date.now() < deadline) {
      await sleep(pollMs);
      continue;
    }
    await server.kill9();
    const log = server.lastLines(10).join('\n');
    throw new LocalFailure(
      `Kafka did not start; if its data is damaged, remove ${dir} and start again. Its last words:\n${log}`,
    );
  }
}

/** Starts a real Apache Kafka (one KRaft node) on the loopback interface and returns when it answers. */
export async function startKafka(options: StartKafkaOptions): Promise<KafkaServer> {
  const { dir, env = process.env, onProgress = () => undefined } = options;
  const command = findJava(env);
  const { folder, jars } = await kafkaJars(env, onProgress);
  const java = { command, classPath: jars.join(delimiter), env };
  mkdirSync(dir, { recursive: true });
  const pidFile = join(dir, 'kafka.pid');
  const settingsFile = join(dir, 'server.properties');
  await outwaitPredecessor(pidFile, settingsFile);
  const data = await ensureData(java, dir, onProgress);
  const port = options.port ?? (await freePort());
  if (await isPortTaken(port)) {
    throw new LocalFailure(`Port ${port}, wanted for Kafka, is taken: end the program that uses it.`);
  }
  writeFileSync(settingsFile, kafkaSettings({ broker: port, controller: await freePort() }, data));
  onProgress(`starting on port ${port}`);
  const server = startManaged({
    name: 'Kafka',
    command,
    args: [
      '-Xms128m',
      '-Xmx512m',
      '-XX:+UseSerialGC',
      ...classDataFlags(folder),
      `-Dlog4j2.configurationFile=${logSettings}`,
    ].concat('-cp', java.classPath, 'kafka.Kafka', settingsFile),
    env,
    logFile: join(dir, 'kafka.log'),
    stopSignals: ['SIGTERM'],
    patienceMs: 15_000,
  });
  writeFileSync(pidFile, `${server.pid}`);
  await untilReady(server, port, dir);
  void server.exited.then(() => keepClassData(folder));
  return { ...server, bootstrapServers: `127.0.0.1:${port}`, port };
}
