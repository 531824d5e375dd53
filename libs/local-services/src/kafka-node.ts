import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { acceptsConnections } from './free-port.ts';
import { findJava } from './java.ts';
import { ADMIN_USER, type KafkaAccounts, scramArguments } from './kafka-accounts.ts';
import { classDataFlags, keepClassData } from './kafka-class-data.ts';
import { kafkaJars } from './kafka-jars.ts';
import { answersAsBroker, type KafkaAccess } from '#libs/kafka';
import { LocalFailure } from './local-failure.ts';
import { LongWait } from './long-wait.ts';
import { startManaged, type ManagedProcess } from './managed-process.ts';
import { writeSecret } from './secret-file.ts';
import type { ServerTls } from './server-tls.ts';

/** What runs a Kafka node: Java, Kafka's jars, and the folder they are in. */
export interface KafkaProgram {
  readonly command: string;
  readonly classPath: string;
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
}

const logSettings = pathToFileURL(fileURLToPath(new URL('../data/kafka/log4j2.xml', import.meta.url))).href;
/** Kafka takes two seconds to start, and minutes where many others want the processors. */
const readyWithinMs = 600_000;
const pollMs = 60;

export async function findKafka(
  env: NodeJS.ProcessEnv,
  onProgress: (text: string) => void,
): Promise<KafkaProgram> {
  const command = findJava(env);
  const { folder, jars } = await kafkaJars(env, onProgress);
  return { command, classPath: jars.join(delimiter), folder, env };
}

/** 22 characters of base64url, as Kafka wants it. */
export const newClusterId = (): string => randomBytes(16).toString('base64url');

export async function formatNode(
  kafka: KafkaProgram,
  dir: string,
  settingsFile: string,
  clusterId: string,
  accounts?: KafkaAccounts,
): Promise<void> {
  const words = [
    '-Xshare:auto',
    '-XX:TieredStopAtLevel=1',
    `-Dlog4j2.configurationFile=${logSettings}`,
    '-cp',
    kafka.classPath,
    // The id may begin with a minus sign, hence `=`.
    ...['kafka.tools.StorageTool', 'format', `--cluster-id=${clusterId}`, '-c', settingsFile],
    ...(accounts ? scramArguments(accounts) : []),
  ];
  // Everybody on the machine sees the words of a command, but not those of a file that it is given.
  const argumentFile = join(dir, 'format.args');
  writeSecret(argumentFile, words.map((word) => `"${word.replaceAll('\\', '\\\\')}"\n`).join(''));
  const tool = startManaged({
    name: 'Kafka storage tool',
    command: kafka.command,
    args: [`@${argumentFile}`],
    env: kafka.env,
    logFile: join(dir, 'format.log'),
    stopSignals: ['SIGTERM'],
  });
  const { code } = await tool.exited;
  rmSync(argumentFile, { force: true });
  if (code !== 0) {
    throw new LocalFailure(
      `Kafka could not prepare its data folder; remove ${dir} and start again. Its last words:\n${tool.lastLines(5).join('\n')}`,
    );
  }
}

/** @param isAlone no other node is started with these jars at the same time */
export function launchNode(
  kafka: KafkaProgram,
  dir: string,
  settingsFile: string,
  isAlone: boolean,
): ManagedProcess {
  const server = startManaged({
    name: 'Kafka',
    command: kafka.command,
    args: [
      '-Xms128m',
      '-Xmx512m',
      '-XX:+UseSerialGC',
      ...classDataFlags(kafka.folder, isAlone),
      `-Dlog4j2.configurationFile=${logSettings}`,
    ].concat('-cp', kafka.classPath, 'kafka.Kafka', settingsFile),
    env: kafka.env,
    logFile: join(dir, 'kafka.log'),
    stopSignals: ['SIGTERM'],
    patienceMs: 15_000,
  });
  if (isAlone) void server.exited.then(() => keepClassData(kafka.folder));
  return server;
}

export interface Answering {
  readonly port: number;
  /** How many brokers it has to know of; one unless given. */
  readonly brokers?: number;
  readonly accounts?: KafkaAccounts | undefined;
  readonly tls?: ServerTls | undefined;
}

export interface AwaitedNode extends Answering {
  readonly server: ManagedProcess;
  readonly dir: string;
  readonly onProgress?: (text: string) => void;
}

/** Waits until the node answers for itself and knows of so many brokers. */
export async function untilNodeReady(node: AwaitedNode): Promise<void> {
  const { server, dir, onProgress = () => undefined } = node;
  const wait = new LongWait(readyWithinMs, onProgress);
  while (!(await answers(node))) {
    if (!server.hasExited() && wait.goesOn()) {
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

export const answers = async (node: Answering): Promise<boolean> =>
  (await acceptsConnections(node.port)) && (await answersAsBroker(accessTo(node), node.brokers));

const accessTo = ({ port, accounts, tls }: Answering): KafkaAccess => {
  const bootstrapServers = `127.0.0.1:${port}`;
  if (!accounts) return bootstrapServers;
  const login = { bootstrapServers, username: ADMIN_USER, password: accounts.admin };
  return tls ? { ...login, tls } : login;
};
