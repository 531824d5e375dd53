import { chmodSync, mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, killAllManaged, type ManagedProcess } from '#libs/local-services';
import { apps as catalogue } from '../description/apps.ts';
import { demoCitizens } from '../sample/demo-citizens.ts';
import { type AppName, appNames } from './apps.ts';
import { appSettings, appUrl, type StackFacts } from './app-settings.ts';
import {
  type AppDatabase,
  bringUpKafka,
  bringUpPostgres,
  provisionDatabases,
  provisionStreams,
} from './backing-services.ts';
import { describeEndpoints, type Endpoints } from './endpoints.ts';
import { writeIdentityFiles } from './identity-files.ts';
import { sendJson } from './http-json.ts';
import { LocalHome } from './local-home.ts';
import { applyPolicy } from './policy.ts';
import { runProgram, startAppProgram } from './program.ts';
import { tokenOf } from './token-of.ts';
import { untilReady } from './readiness.ts';
import { readSecrets } from './secrets.ts';
import { databaseSettings } from './tls/secret-files.ts';
import { ensureTlsFiles } from './tls/tls-files.ts';

type Variables = Readonly<Record<string, string>>;

/** A machine that is busy with other tests is no database that is away. */
const besideOthers = { LOG_LEVEL: 'warn', DATABASE_CONNECT_WITHIN_MS: '30000' };

/**
 * Real services on a PostgreSQL (fsync on) and a Kafka of their own, in a temporary folder and on free ports: for
 * benchmarks and for tests that kill processes. Nobody watches the services: whoever kills one may start it again.
 */
export class IsolatedStack {
  readonly home: LocalHome;
  readonly facts: StackFacts;
  readonly databases: Readonly<Record<AppName, AppDatabase>>;
  readonly postgres: ManagedProcess;
  readonly kafka: ManagedProcess;
  /** As superuser; for databases of a test or demonstration's own. */
  readonly adminUrl: string;
  readonly endpoints: Endpoints;
  private readonly clock: Variables;

  private constructor(
    given: Pick<IsolatedStack, 'home' | 'facts' | 'databases' | 'postgres' | 'kafka' | 'adminUrl'>,
    clock: Variables,
  ) {
    this.clock = clock;
    this.home = given.home;
    this.facts = given.facts;
    this.databases = given.databases;
    this.postgres = given.postgres;
    this.kafka = given.kafka;
    this.adminUrl = given.adminUrl;
    this.endpoints = describeEndpoints(given.facts, Object.values(demoCitizens));
  }

  /**
   * Starts the servers and migrates the databases of the given apps; the apps themselves are started one by one.
   * @param clock variables that give PostgreSQL and the apps another clock; Kafka keeps the machine's
   * @param isSecure whether every hop speaks TLS
   * @param prepare what is done with its folder before anything is in it
   */
  static async start(
    apps: readonly AppName[],
    clock: Variables = {},
    isSecure = false,
    prepare: (home: LocalHome) => void = () => undefined,
  ): Promise<IsolatedStack> {
    const folder = mkdtempSync(join(tmpdir(), 'einmal-isolated-'));
    // PostgreSQL runs as nobody when we are root, and has to reach its data.
    chmodSync(folder, 0o711);
    const home = new LocalHome(folder, { EINMAL_HOME: folder });
    prepare(home);
    const secrets = await readSecrets(home);
    const tls = isSecure ? await ensureTlsFiles(home) : undefined;
    const [{ adminUrl, server }, { admin: kafkaAdmin, server: kafka }] = await Promise.all([
      bringUpPostgres(home, {}, () => undefined, { serverEnv: clock, tls }),
      bringUpKafka(home, secrets, {}, () => undefined, tls),
    ]);
    if (!server || !kafka) throw new Error('An isolated stack has servers of its own.');
    const databases = await provisionDatabases(adminUrl, secrets, apps);
    await provisionStreams(kafkaAdmin, secrets);
    const perApp = async <V>(value: (app: AppName) => V | Promise<V>): Promise<Record<AppName, V>> =>
      Object.fromEntries(
        await Promise.all(appNames.map(async (app) => [app, await value(app)] as const)),
      ) as Record<AppName, V>;
    const ports = await perApp(() => freePort());
    const databaseUrls = await perApp((app) => databases[app].appUrl);
    const absent = appNames.filter((app) => app !== catalogue[app].program && !apps.includes(app));
    const facts: StackFacts = { home, ports, secrets, databaseUrls, kafkaAdmin, absent, tls };
    writeIdentityFiles(home, secrets, Object.values(demoCitizens), { binds: isSecure });
    await Promise.all(apps.map((app) => migrate(home, app, databases[app].migratorUrl)));
    return new IsolatedStack({ home, facts, databases, postgres: server, kafka, adminUrl }, clock);
  }

  /** Starts an app as a process of its own, again after it was killed, and waits until it is ready. */
  startApp(app: AppName, extra: Variables = {}): Promise<ManagedProcess> {
    return this.startAs(app, app, this.facts.ports[app], extra);
  }

  /** One more process of an app that runs, on the same database and behind the same public address. */
  async startReplica(
    app: AppName,
    extra: Variables = {},
  ): Promise<{ readonly managed: ManagedProcess; readonly port: number }> {
    const port = await freePort();
    return { managed: await this.startAs(`${app}-2`, app, port, extra), port };
  }

  private async startAs(
    name: string,
    app: AppName,
    port: number,
    extra: Variables = {},
  ): Promise<ManagedProcess> {
    const own = { ...this.clock, ...besideOthers, PORT: `${port}` };
    const env = { ...appSettings(app, this.facts), ...own, ...extra };
    const managed = startAppProgram(this.home, app, env, name);
    const ports = { ...this.facts.ports, [app]: port };
    await untilReady(managed, appUrl({ ...this.facts, ports }, app), undefined, this.facts.tls);
    return managed;
  }

  /** Somebody's requests to the service that they use. */
  as(name: string) {
    const { apps, clients } = this.endpoints;
    const send = async <T>(method: 'GET' | 'POST', path: string, body?: object): Promise<T> => {
      const url = (clients[name]?.audience ?? apps.gateway) + path;
      const token = await tokenOf(this.endpoints, name);
      return sendJson<T>({ method, url, token, ...(body && { body }) });
    };
    return {
      get: <T>(path: string) => send<T>('GET', path),
      post: <T>(path: string, body: object = {}) => send<T>('POST', path, body),
    };
  }

  /** Ends every process this program has started and removes the folder; nothing in it is needed any more. */
  async stop(): Promise<void> {
    await killAllManaged();
    await rm(this.home.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function migrate(home: LocalHome, app: AppName, migratorUrl: string): Promise<void> {
  const name = `${app}-migrations`;
  const env = databaseSettings(home, name, 'MIGRATION_DATABASE_URL', migratorUrl);
  await runProgram(home, {
    name,
    script: `apps/${catalogue[app].program}/src/migrate.js`,
    env,
  });
  if (app === 'gateway') await applyPolicy(home, migratorUrl);
}
