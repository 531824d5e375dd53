import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endAllManaged, freePort, type ManagedProcess } from '#libs/local-services';
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
import { LocalHome } from './local-home.ts';
import { applyPolicy } from './policy.ts';
import { runProgram, startProgram } from './program.ts';
import { untilReady } from './readiness.ts';
import { readSecrets } from './secrets.ts';

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
  /** As superuser; for databases of a test or demonstration's own. */
  readonly adminUrl: string;
  readonly endpoints: Endpoints;

  private constructor(given: Pick<IsolatedStack, 'home' | 'facts' | 'databases' | 'postgres' | 'adminUrl'>) {
    this.home = given.home;
    this.facts = given.facts;
    this.databases = given.databases;
    this.postgres = given.postgres;
    this.adminUrl = given.adminUrl;
    this.endpoints = describeEndpoints(given.facts, Object.values(demoCitizens));
  }

  /** Starts the servers and migrates the databases of the given apps; the apps themselves are started one by one. */
  static async start(apps: readonly AppName[]): Promise<IsolatedStack> {
    const folder = mkdtempSync(join(tmpdir(), 'einmal-isolated-'));
    // PostgreSQL runs as nobody when we are root, and has to reach its data.
    chmodSync(folder, 0o711);
    const home = new LocalHome(folder, { EINMAL_HOME: folder });
    const secrets = await readSecrets(home);
    const [{ adminUrl, server }, { admin: kafkaAdmin }] = await Promise.all([
      bringUpPostgres(home, {}, () => undefined),
      bringUpKafka(home, secrets, {}, () => undefined),
    ]);
    if (!server) throw new Error('An isolated stack has a PostgreSQL of its own.');
    const databases = await provisionDatabases(adminUrl, secrets);
    await provisionStreams(kafkaAdmin, secrets);
    const perApp = async <V>(value: (app: AppName) => V | Promise<V>): Promise<Record<AppName, V>> =>
      Object.fromEntries(
        await Promise.all(appNames.map(async (app) => [app, await value(app)] as const)),
      ) as Record<AppName, V>;
    const ports = await perApp(() => freePort());
    const databaseUrls = await perApp((app) => databases[app].appUrl);
    const facts: StackFacts = { home, ports, secrets, databaseUrls, kafkaAdmin };
    writeIdentityFiles(home, secrets, Object.values(demoCitizens));
    await Promise.all(apps.map((app) => migrate(home, app, databases[app].migratorUrl)));
    return new IsolatedStack({ home, facts, databases, postgres: server, adminUrl });
  }

  /** Starts an app as a process of its own, again after it was killed, and waits until it is ready. */
  async startApp(app: AppName, extra: Readonly<Record<string, string>> = {}): Promise<ManagedProcess> {
    const env = { ...appSettings(app, this.facts), ...besideOthers, ...extra };
    const managed = startProgram(this.home, {
      name: app,
      script: `apps/${app}/src/main.js`,
      env,
      isBusy: app === 'gateway',
    });
    await untilReady(managed, appUrl(this.facts.ports, app));
    return managed;
  }

  /** Ends every process this program has started and removes the folder. */
  async stop(): Promise<void> {
    await endAllManaged();
    rmSync(this.home.folder, { recursive: true, force: true });
  }
}

async function migrate(home: LocalHome, app: AppName, migratorUrl: string): Promise<void> {
  const env = { MIGRATION_DATABASE_URL: migratorUrl };
  await runProgram(home, { name: `${app}-migrations`, script: `apps/${app}/src/migrate.js`, env });
  if (app === 'gateway') await applyPolicy(home, migratorUrl);
}
