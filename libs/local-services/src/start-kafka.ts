import { chmodSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort, isPortTaken } from './free-port.ts';
import type { KafkaAccounts } from './kafka-accounts.ts';
import {
  type Answering,
  answers,
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
import { writeSecret } from './secret-file.ts';
import { kafkaTlsSettings, type ServerTls } from './server-tls.ts';

export interface StartKafkaOptions {
  /** Data, settings and log live here; existing data is reused. */
  readonly dir: string;
  /** Of the broker; a free one is taken when absent. The controller always takes a free one. */
  readonly port?: number;
  /** Given: whoever connects has to sign in, and may do what access lists allow. Otherwise everybody may everything. */
  readonly accounts?: KafkaAccounts | undefined;
  /** Given: every listener is encrypted. Needs accounts. */
  readonly tls?: ServerTls | undefined;
  /** Where Java, Maven and the cache folder are looked for; default: this process's environment. */
  readonly env?: NodeJS.ProcessEnv;
  readonly onProgress?: (text: string) => void;
}

export interface KafkaServer extends ManagedProcess {
  readonly bootstrapServers: string;
  readonly port: number;
}

/** Says that the data were made with accounts; data of an older version have none, and nobody could sign in. */
const accountsMark = 'has-accounts';

/** Makes the data folder under another name and renames it when complete: nothing half-made remains. */
async function ensureData(
  kafka: KafkaProgram,
  { dir, accounts }: StartKafkaOptions,
  onProgress: (text: string) => void,
): Promise<string> {
  const data = join(dir, 'data');
  const mark = join(dir, accountsMark);
  if (existsSync(data)) {
    if (!existsSync(join(data, 'meta.properties')))
      throw new LocalFailure(`The Kafka data folder ${data} is incomplete: remove ${dir}, then start again.`);
    if (existsSync(mark) === (accounts !== undefined)) return data;
    throw new LocalFailure(
      `The Kafka data folder ${data} was made ${accounts ? 'before there were accounts' : 'with accounts'}: remove the folder that ${dir} lies in (.local; its sample data are made anew), then start again.`,
    );
  }
  onProgress('preparing the data folder');
  const unfinished = join(dir, 'data.unfinished');
  rmSync(unfinished, { recursive: true, force: true });
  const settingsFile = join(dir, 'format.properties');
  const ports = { broker: 9092, controller: 9093 };
  writeSecret(settingsFile, kafkaSettings(ports, unfinished, undefined, accounts));
  await formatNode(kafka, dir, settingsFile, newClusterId(), accounts);
  if (accounts) writeFileSync(mark, '');
  renameSync(unfinished, data);
  return data;
}

/** Kafka's own note in its data that it ended in good order; a start removes it. */
const CLEAN_END = '.kafka_cleanshutdown';
const SHORT_SESSION_MS = 1_500;
const SHORT_RUN_MS = 20_000;
const POLL_MS = 60;

/**
 * A broker that was killed keeps its session, and no other may take its place until it is over. A controller that
 * allows short sessions ends it; this node then ends in good order and leaves none. Where a busy machine keeps it from
 * that, the next start waits for the long session.
 */
async function endOldSession(launch: (sessionMs: number) => ManagedProcess, node: Answering): Promise<void> {
  const server = launch(SHORT_SESSION_MS);
  const deadline = Date.now() + SHORT_RUN_MS;
  while (!server.hasExited() && Date.now() < deadline && !(await answers(node))) await sleep(POLL_MS);
  await server.stop();
}

/** Starts a real Apache Kafka (one KRaft node) on the loopback interface and returns when it answers. */
export async function startKafka(options: StartKafkaOptions): Promise<KafkaServer> {
  const { dir, accounts, tls, env = process.env, onProgress = () => undefined } = options;
  const program = await findKafka(env, onProgress);
  mkdirSync(dir, { recursive: true });
  // Credentials are in the data as well, and in what the storage tool prints.
  if (accounts) chmodSync(dir, 0o700);
  const pidFile = join(dir, 'kafka.pid');
  const settingsFile = join(dir, 'server.properties');
  await outwaitPredecessor(pidFile, settingsFile);
  const isFresh = !existsSync(join(dir, 'data'));
  const data = await ensureData(program, options, onProgress);
  const port = options.port ?? (await freePort());
  if (await isPortTaken(port)) {
    throw new LocalFailure(`Port ${port}, wanted for Kafka, is taken: end the program that uses it.`);
  }
  const ports = { broker: port, controller: await freePort() };
  const launch = (sessionMs?: number): ManagedProcess => {
    const encryption = tls && kafkaTlsSettings(tls, dir);
    writeSecret(settingsFile, kafkaSettings(ports, data, undefined, accounts, sessionMs, encryption));
    const launched = launchNode(program, dir, settingsFile, true);
    writeFileSync(pidFile, `${launched.pid}`);
    return launched;
  };
  if (!isFresh && !existsSync(join(data, CLEAN_END))) {
    onProgress('ending the session of the broker that was killed');
    await endOldSession(launch, { port, accounts, tls });
  }
  onProgress(`starting on port ${port}`);
  const server = launch();
  await untilNodeReady({ server, port, dir, accounts, tls, onProgress });
  return { ...server, bootstrapServers: `127.0.0.1:${port}`, port };
}
