import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { answersAsBroker } from '#libs/kafka';
import {
  ADMIN_USER,
  answersQuery,
  LocalFailure,
  LongWait,
  type ManagedProcess,
  portNear,
  serversDemanded,
  startManaged,
} from '#libs/local-services';
import { ADMIN_PASSWORD, KAFKA_IMAGE, POSTGRES_IMAGE } from '../compose/addresses.ts';
import { findCompose } from '../containers/compose.ts';
import { Docker } from '../containers/docker.ts';
import type { LocalHome, LocalState } from './local-home.ts';
import { describeEnd } from './readiness.ts';
import { root } from './repository.ts';

type Server = 'postgres' | 'kafka';
const images: Readonly<Record<Server, string>> = { postgres: POSTGRES_IMAGE, kafka: KAFKA_IMAGE };
const titles: Readonly<Record<Server, string>> = { postgres: 'PostgreSQL', kafka: 'Kafka' };
const otherwise = 'or take servers of our own by EINMAL_SERVERS=own';
const readyWithinMs = 600_000;
const pollMs = 100;

export interface ServerChoice {
  /** What docker-compose.yml is asked for; the environment names the others, or they are processes of our own. */
  readonly containers: readonly Server[];
  readonly kind: 'own' | 'containers';
  /** Said before anything begins. */
  readonly line: string;
}

/**
 * Where PostgreSQL and Kafka come from: what DATABASE_URL and KAFKA_BROKERS name; else what EINMAL_SERVERS says; else what
 * this home had at its last start, whose data lie there; else processes of our own.
 */
export function chooseServers(env: NodeJS.ProcessEnv, { servers: before }: LocalState): ServerChoice {
  const demanded = serversDemanded(env);
  const kind = demanded ?? before ?? 'own';
  const wanted = (Object.keys(titles) as Server[]).filter(
    (server) => !env[server === 'postgres' ? 'DATABASE_URL' : 'KAFKA_BROKERS'],
  );
  const named = (Object.keys(titles) as Server[]).filter((server) => !wanted.includes(server));
  const list = (servers: readonly Server[]): string => servers.map((each) => titles[each]).join(' and ');
  const places = { own: 'processes of our own', containers: 'containers of docker-compose.yml' };
  const other = kind === 'own' ? 'containers' : 'own';
  const why = demanded
    ? `EINMAL_SERVERS=${demanded}`
    : `${before ? 'as at the last start' : 'as usual'}; EINMAL_SERVERS=${other} takes ${places[other]}`;
  const parts = [
    ...(named.length > 0 ? [`${list(named)}: named by the environment`] : []),
    ...(wanted.length > 0 ? [`${list(wanted)}: ${places[kind]} (${why})`] : []),
  ];
  return { kind, containers: kind === 'containers' ? wanted : [], line: parts.join('. ') };
}

/** The project of a home's containers, whose volumes are its data. */
export const projectOf = (home: LocalHome): string =>
  `einmal-start-${createHash('sha256').update(home.folder).digest('hex').slice(0, 8)}`;

/**
 * Compose, told of the home's project. Not by `name` in a file: COMPOSE_PROJECT_NAME, in `.env` or the environment, beats
 * that, and the servers would be those of somebody's own `docker compose up`, with their volumes.
 */
export const commandOf = (compose: readonly string[], home: LocalHome): readonly [string, ...string[]] =>
  [
    ...compose,
    ...['-p', projectOf(home)],
    ...['-f', join(root, 'docker-compose.yml'), '-f', home.path('compose.json')],
  ] as unknown as readonly [string, ...string[]];

/** Servers in containers that live as long as this process. */
export class ComposeServers {
  readonly #command: readonly [string, ...string[]];
  readonly #env: NodeJS.ProcessEnv;

  private constructor(command: readonly [string, ...string[]], env: NodeJS.ProcessEnv) {
    this.#command = command;
    this.#env = env;
  }

  /**
   * Finds all that is needed before anything is started; images that are missing are pulled.
   * @throws LocalFailure in one sentence, with the way to do without
   */
  static async prepare(
    home: LocalHome,
    servers: readonly Server[],
    env: NodeJS.ProcessEnv,
    say: (text: string) => void,
  ): Promise<ComposeServers> {
    const docker = new Docker(env['DOCKER_HOST'], home.path('containers', 'docker.log'));
    if (!(await docker.answers()))
      throw new LocalFailure(`No container engine answers ("docker version"): start yours, ${otherwise}.`);
    const compose = await findCompose(docker);
    if (!compose)
      throw new LocalFailure(
        `There is no Docker Compose ("docker compose version"): install the engine's plugin, ${otherwise}.`,
      );
    for (const image of servers.map((server) => images[server])) {
      if (await docker.hasImage(image)) continue;
      say(`pulling ${image}`);
      await docker.ask('pull', '--quiet', image).catch((cause: unknown) => {
        throw new LocalFailure(
          `The container engine has no ${image} and cannot pull it: load that image, ${otherwise}.`,
          { cause },
        );
      });
    }
    // Its servers end with this process, and do not come back without it.
    const once = Object.fromEntries(Object.keys(images).map((name) => [name, { restart: 'no' }]));
    home.writeJson('compose.json', { name: projectOf(home), services: once });
    return new ComposeServers(commandOf(compose, home), docker.env);
  }

  /**
   * Starts the servers and returns when they answer.
   * @param guard is told of the process that ends when one of the servers does, or the engine
   * @returns how they are reached, as the environment would name them
   */
  async start(
    home: LocalHome,
    servers: readonly Server[],
    guard: (server: ManagedProcess) => void,
    say: (text: string) => void,
  ): Promise<Readonly<Record<string, string>>> {
    const { postgresPort, kafkaPort, hasVolumes } = home.state();
    // Whoever removed the home has removed the keys that the data were made with.
    if (!hasVolumes) await this.#run('down', '--volumes');
    const ports = { postgres: await portNear(postgresPort), kafka: await portNear(kafkaPort) };
    home.remember({ postgresPort: ports.postgres, kafkaPort: ports.kafka, hasVolumes: true });
    const [command, ...words] = this.#command;
    const up = ['up', '--pull', 'never', '--no-color', '--abort-on-container-exit', ...servers];
    const server = startManaged({
      name: 'docker compose up',
      command,
      args: [...words, ...up],
      env: { ...this.#env, POSTGRES_PORT: `${ports.postgres}`, KAFKA_PORT: `${ports.kafka}` },
      logFile: home.path('containers', `${servers.join('-')}.log`),
      // A second SIGTERM would kill the containers; SIGCONT does nothing but take its time.
      stopSignals: ['SIGTERM', 'SIGCONT', 'SIGCONT', 'SIGCONT'],
    });
    guard(server);
    const adminUrl = `postgres://postgres:${ADMIN_PASSWORD}@127.0.0.1:${ports.postgres}/postgres`;
    const admin = {
      bootstrapServers: `127.0.0.1:${ports.kafka}`,
      username: ADMIN_USER,
      password: ADMIN_PASSWORD,
    };
    const answers: Readonly<Record<Server, () => Promise<boolean>>> = {
      postgres: () => answersQuery(adminUrl),
      kafka: () => answersAsBroker(admin),
    };
    const wait = new LongWait(readyWithinMs, say);
    for (const name of servers) {
      say(`${titles[name]} on port ${ports[name]}`);
      while (!(await answers[name]())) {
        if (server.hasExited()) throw await describeEnd(server);
        if (!wait.goesOn())
          throw new LocalFailure(`${titles[name]} does not answer; its log is ${server.logFile}.`);
        await sleep(pollMs);
      }
    }
    return {
      ...(servers.includes('postgres') && { DATABASE_URL: adminUrl }),
      ...(servers.includes('kafka') && {
        KAFKA_BROKERS: admin.bootstrapServers,
        KAFKA_USERNAME: admin.username,
        KAFKA_PASSWORD: admin.password,
        KAFKA_TLS: 'off',
      }),
    };
  }

  /** Removes the containers when the process that held them has ended; the data stay in their volumes. */
  async remove(): Promise<void> {
    await this.#run('down').catch(() => undefined);
  }

  async #run(...args: readonly string[]): Promise<void> {
    const [command, ...words] = this.#command;
    await promisify(execFile)(command, [...words, ...args], { env: this.#env, timeout: 60_000 });
  }
}
