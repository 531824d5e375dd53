import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, isPortTaken } from './free-port.ts';
import {
  findKafka,
  formatNode,
  launchNode,
  newClusterId,
  untilNodeReady,
  type KafkaProgram,
} from './kafka-node.ts';
import { kafkaSettings } from './kafka-settings.ts';
import { LocalFailure } from './local-failure.ts';
import type { ManagedProcess } from './managed-process.ts';
import { outwaitPredecessor } from './predecessor.ts';

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

/** Makes the data folder under another name and renames it when complete: nothing half-made remains. */
async function ensureData(
  kafka: KafkaProgram,
  dir: string,
  onProgress: (text: string) => void,
): Promise<string> {
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
  await formatNode(kafka, dir, settingsFile, newClusterId());
  renameSync(unfinished, data);
  return data;
}

/** Starts a real Apache Kafka (one KRaft node) on the loopback interface and returns when it answers. */
export async function startKafka(options: StartKafkaOptions): Promise<KafkaServer> {
  const { dir, env = process.env, onProgress = () => undefined } = options;
  const program = await findKafka(env, onProgress);
  mkdirSync(dir, { recursive: true });
  const pidFile = join(dir, 'kafka.pid');
  const settingsFile = join(dir, 'server.properties');
  await outwaitPredecessor(pidFile, settingsFile);
  const data = await ensureData(program, dir, onProgress);
  const port = options.port ?? (await freePort());
  if (await isPortTaken(port)) {
    throw new LocalFailure(`Port ${port}, wanted for Kafka, is taken: end the program that uses it.`);
  }
  writeFileSync(settingsFile, kafkaSettings({ broker: port, controller: await freePort() }, data));
  onProgress(`starting on port ${port}`);
  const server = launchNode(program, dir, settingsFile, true);
  writeFileSync(pidFile, `${server.pid}`);
  await untilNodeReady(server, port, dir);
  return { ...server, bootstrapServers: `127.0.0.1:${port}`, port };
}
