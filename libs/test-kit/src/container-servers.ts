import { hostname } from 'node:os';
import { PostgreSqlContainer } from '@testcontainers/postgresql';
import {
  type ContainerRuntimeClient,
  GenericContainer,
  getContainerRuntimeClient,
  ImageName,
  Wait,
} from 'testcontainers';
import { answersAsBroker } from '#libs/kafka';
import {
  ADMIN_USER,
  freePort,
  isRunning,
  kafkaSettings,
  LocalFailure,
  newClusterId,
  scramArguments,
} from '#libs/local-services';
import { eventually } from './eventually.ts';
import { newPassword, type TestServers } from './own-servers.ts';

const POSTGRES = 'postgres:18';
const KAFKA = 'apache/kafka:4.4.0';
/** Of testcontainers 12.2: ends what a killed run left. */
const RYUK = 'testcontainers/ryuk:0.14.0';
/** `<machine>/<process>` of the service host that started a container. */
const HOST_LABEL = 'org.einmal.test-host';
const READY_WITHIN_MS = 120_000;
const self = `${hostname()}/${process.pid}`;

/** @throws LocalFailure where no engine answers, or it neither has the images nor can pull them */
export async function containerServers(
  env: NodeJS.ProcessEnv,
  tell: (text: string) => void,
): Promise<TestServers> {
  // A published port may differ between IPv4 and IPv6, and `localhost` is both.
  if (!env['DOCKER_HOST'] || env['DOCKER_HOST'].startsWith('unix:'))
    env['TESTCONTAINERS_HOST_OVERRIDE'] ??= '127.0.0.1';
  const client = await getContainerRuntimeClient().catch(() => {
    throw new LocalFailure('no container engine answers');
  });
  for (const image of [POSTGRES, KAFKA]) await ensureImage(client, image, tell);
  // Nothing is fetched for the sake of Ryuk: the service host ends its containers itself, and sweeps those of killed ones.
  if (!(await client.image.exists(ImageName.fromString(env['RYUK_CONTAINER_IMAGE'] || RYUK))))
    env['TESTCONTAINERS_RYUK_DISABLED'] = 'true';
  await sweepKilledRuns(client);
  const broker = once(startBroker);
  return {
    description: `PostgreSQL and Kafka from containers (${POSTGRES}, ${KAFKA}; engine ${client.info.containerRuntime.serverVersion})`,
    postgres,
    kafka: async () => {
      const { bootstrapServers, stop } = await broker();
      return { bootstrapServers, stop };
    },
    kafkaWithAccounts: async () => {
      const { admin, stop } = await broker();
      return { admin, stop };
    },
  };
}

function once<T>(start: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined;
  return () => (running ??= start());
}

async function ensureImage(
  client: ContainerRuntimeClient,
  name: string,
  tell: (text: string) => void,
): Promise<void> {
  const image = ImageName.fromString(name);
  if (await client.image.exists(image)) return;
  tell(`Pulling ${name} …`);
  await client.image.pull(image, { force: false, platform: undefined }).catch(() => {
    throw new LocalFailure(`the container engine has no ${name} and cannot pull it`);
  });
}

/** Removes the containers of service hosts of this machine that were killed and could not. */
async function sweepKilledRuns({ container: { dockerode } }: ContainerRuntimeClient): Promise<void> {
  const labelled = await dockerode.listContainers({ all: true, filters: { label: [HOST_LABEL] } });
  for (const { Id, Labels } of labelled) {
    const [machine, pid] = (Labels[HOST_LABEL] ?? '').split('/');
    if (machine !== hostname() || isRunning(Number(pid), 'service-host')) continue;
    await dockerode.getContainer(Id).remove({ force: true, v: true });
  }
}

async function postgres(): Promise<{ adminUrl: string; stop: () => Promise<void> }> {
  const container = await started(
    new PostgreSqlContainer(POSTGRES)
      .withUsername('postgres')
      .withDatabase('postgres')
      .withPassword(newPassword())
      .withEnvironment({
        POSTGRES_INITDB_ARGS: '--encoding=UTF8 --locale-provider=builtin --builtin-locale=C.UTF-8 --no-sync',
        TZ: 'UTC',
      })
      .withCommand([
        'postgres',
        ...['-c', 'max_connections=300', '-c', 'timezone=UTC', '-c', 'log_timezone=UTC'],
        ...['-c', 'fsync=off', '-c', 'synchronous_commit=off'],
      ])
      .withSharedMemorySize(268_435_456)
      .withLabels({ [HOST_LABEL]: self }),
  );
  return { adminUrl: container.getConnectionUri(), stop: stopOf(container) };
}

/**
 * One broker with two doors: by one whoever comes has to sign in and may do what access lists allow, as in the local
 * stack; by the other the suites come that are not about rights, as an anonymous superuser. Ports are the same inside
 * and out, as a broker tells clients its address.
 */
async function startBroker(): Promise<{
  bootstrapServers: string;
  admin: { bootstrapServers: string; username: string; password: string };
  stop: () => Promise<void>;
}> {
  const accounts = { broker: newPassword(), admin: newPassword() };
  const [signedIn, open, controller] = [await freePort(), await freePort(), await freePort()];
  const listeners = (host: string): string =>
    `SASL_PLAINTEXT://${host}:${signedIn},PLAINTEXT://${host}:${open},CONTROLLER://127.0.0.1:${controller}`;
  const settings = [
    kafkaSettings({ broker: signedIn, controller }, '/var/lib/kafka/data/log', undefined, accounts).trimEnd(),
    // Of a setting that is there twice, the second counts.
    `listeners=${listeners('0.0.0.0')}`,
    `advertised.listeners=${listeners('127.0.0.1')}`,
    'listener.security.protocol.map=SASL_PLAINTEXT:SASL_PLAINTEXT,PLAINTEXT:PLAINTEXT,CONTROLLER:SASL_PLAINTEXT',
    `super.users=User:broker;User:${ADMIN_USER};User:ANONYMOUS`,
  ];
  const file = '/tmp/server.properties';
  const format = ['format', `--cluster-id=${newClusterId()}`, '--config', file, ...scramArguments(accounts)];
  const bin = '/opt/kafka/bin';
  const words = format.map((word) => `'${word}'`).join(' ');
  const container = await started(
    new GenericContainer(KAFKA)
      .withExposedPorts({ container: signedIn, host: signedIn }, { container: open, host: open })
      .withCopyContentToContainer([{ content: settings.join('\n'), target: file, mode: 0o644 }])
      .withCommand([
        'bash',
        '-c',
        `${bin}/kafka-storage.sh ${words} && exec ${bin}/kafka-server-start.sh ${file}`,
      ])
      .withWaitStrategy(Wait.forListeningPorts())
      .withStartupTimeout(READY_WITHIN_MS)
      .withLabels({ [HOST_LABEL]: self }),
  );
  const bootstrapServers = `127.0.0.1:${open}`;
  const admin = {
    bootstrapServers: `127.0.0.1:${signedIn}`,
    username: ADMIN_USER,
    password: accounts.admin,
  };
  for (const access of [bootstrapServers, admin])
    await eventually('the broker answers', () => answersAsBroker(access), Boolean, READY_WITHIN_MS);
  return { bootstrapServers, admin, stop: stopOf(container) };
}

/** What testcontainers says of a failed start is long; its first line is what a person needs. */
async function started<T>(container: { start(): Promise<T> }): Promise<T> {
  try {
    return await container.start();
  } catch (error) {
    const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    throw new LocalFailure(`The engine could not start a container: ${line}`, { cause: error });
  }
}

/** Where the engine has died meanwhile there is nothing left to stop, and the suites have said so. */
const stopOf =
  (container: { stop(): Promise<unknown> }): (() => Promise<void>) =>
  () =>
    container.stop().then(
      () => undefined,
      () => undefined,
    );
