import { isRegister, permitRoleOf } from '#libs/contracts';
import type { KafkaLogin } from '#libs/kafka';
import {
  ADMIN_USER,
  chooseKafka,
  choosePostgres,
  databaseUrls,
  type DatabaseRoles,
  LocalFailure,
  portNear,
  provisionDatabase,
  startKafka,
  startPostgres,
  type ManagedProcess,
  type ProvisionedDatabase as AppDatabase,
} from '#libs/local-services';
import { databaseOf } from '../description/app-names.ts';
import { apps } from '../description/apps.ts';
import { appNames, type AppName } from './apps.ts';
import { eventTopics } from './event-topics.ts';
import { provisionKafka } from './kafka-access.ts';
import { kafkaRights } from './kafka-rights.ts';
import type { LocalHome } from './local-home.ts';
import type { Secrets } from './secrets.ts';
import type { TlsFiles } from './tls/tls-files.ts';

export type { AppDatabase };
export type Progress = (text: string) => void;

/** PostgreSQL as the supervisor sees it; `server` is absent when it exists without us. */
export interface Postgres {
  readonly adminUrl: string;
  readonly server?: ManagedProcess;
}

export interface KafkaBrokers {
  readonly admin: KafkaLogin;
  readonly server?: ManagedProcess;
}

interface PostgresWay {
  /** Variables of the server's process beside its own. */
  readonly serverEnv?: Readonly<Record<string, string>>;
  /** Given: it takes encrypted connections alone. */
  readonly tls?: TlsFiles | undefined;
}

/** @throws LocalFailure where a server that is not ours would be spoken to in plain text */
function encrypted(adminUrl: string, tls: TlsFiles | undefined): string {
  const mode = new URL(adminUrl).searchParams.get('sslmode');
  if (!tls || mode === 'verify-full') return adminUrl;
  throw new LocalFailure(
    'DATABASE_URL names a server without saying that it is to be encrypted: add ?sslmode=verify-full&sslrootcert=<file>, or unset it.',
  );
}

export async function bringUpPostgres(
  home: LocalHome,
  env: NodeJS.ProcessEnv,
  onProgress: Progress,
  { serverEnv = {}, tls }: PostgresWay = {},
): Promise<Postgres> {
  const source = choosePostgres(env);
  if (source.kind === 'existing') return { adminUrl: encrypted(source.adminUrl, tls) };
  const port = await portNear(home.state().postgresPort);
  const server = await startPostgres({
    ...{ dir: home.path('postgres'), port, env: serverEnv, onProgress },
    tls: tls?.ofServer('postgres'),
  });
  home.remember({ postgresPort: port });
  return { adminUrl: server.url, server };
}

export async function bringUpKafka(
  home: LocalHome,
  { kafkaAccounts, kafkaPasswords }: Secrets,
  env: NodeJS.ProcessEnv,
  onProgress: Progress,
  tls?: TlsFiles,
): Promise<KafkaBrokers> {
  const source = chooseKafka(env);
  if (source.kind === 'existing') {
    if (!tls || source.admin.tls) return { admin: source.admin };
    throw new LocalFailure('KAFKA_BROKERS names brokers without encryption: set KAFKA_TLS=on, or unset it.');
  }
  const accounts = { ...kafkaAccounts, plain: { observer: kafkaPasswords.observer } };
  const port = await portNear(home.state().kafkaPort);
  const server = await startKafka({
    ...{ dir: home.path('kafka'), port, accounts, env, onProgress },
    tls: tls?.ofServer('kafka'),
  });
  home.remember({ kafkaPort: port });
  const { bootstrapServers } = server;
  const trust = tls && { tls: { caFile: tls.caFile } };
  return { admin: { bootstrapServers, username: ADMIN_USER, password: accounts.admin, ...trust }, server };
}

/** What an app's database and its roles are called. */
export function databaseNames(app: AppName): Omit<DatabaseRoles, 'passwords'> {
  const name = app.replaceAll('-', '_');
  const { program } = apps[app];
  const roles = {
    database: databaseOf(app),
    migrator: `${name}_migrator`,
    app: `${name}_app`,
    ...(isRegister(program) && { permits: permitRoleOf(program) }),
  };
  return program === app ? roles : { ...roles, actsAs: `${program}_app` };
}

/**
 * One database and two roles per app; existing ones stay, their passwords become those of this home.
 * @param wanted of the others only the addresses are told
 */
export async function provisionDatabases(
  adminUrl: string,
  { databasePasswords }: Secrets,
  wanted: readonly AppName[] = appNames,
): Promise<Record<AppName, AppDatabase>> {
  const databases = {} as Record<AppName, AppDatabase>;
  for (const app of appNames) {
    const roles = { ...databaseNames(app), passwords: databasePasswords[app] };
    databases[app] = wanted.includes(app)
      ? await provisionDatabase(adminUrl, roles)
      : { created: false, ...databaseUrls(adminUrl, roles) };
  }
  return databases;
}

/** What was noted about a database that had to be made anew holds no longer. */
export function forgetFresh(home: LocalHome, databases: Readonly<Record<AppName, AppDatabase>>): void {
  const fresh: readonly string[] = appNames.filter((app) => databases[app].created);
  if (fresh.length === 0) return;
  const { sampleLoaded = [] } = home.state();
  home.remember({
    preparedBuild: 'none',
    routingFilled: false,
    sampleLoaded: sampleLoaded.filter((register) => !fresh.includes(register)),
  });
}

/** Topics, an account for each service, and what it may do. */
export async function provisionStreams(admin: KafkaLogin, { kafkaPasswords }: Secrets): Promise<void> {
  await provisionKafka(admin, { passwords: kafkaPasswords, topics: eventTopics, rights: kafkaRights });
}
