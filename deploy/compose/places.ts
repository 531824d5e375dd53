import { INTERNAL_PORT_DISTANCE, SYSTEM_PORT_DISTANCE } from '#libs/service-kit';
import { databaseUrl } from '#libs/local-services';
import type { AppName } from '../description/app-names.ts';
import { apps, registersText, urlsText } from '../description/apps.ts';
import { environmentOf, settingsAt } from '../description/description.ts';
import type { Place } from '../description/sources.ts';
import { identityFiles } from '../local/app-settings.ts';
import type { KafkaPrincipal } from '../local/event-topics.ts';
import { databaseNames } from '../local/backing-services.ts';
import { type Secrets, secretText } from '../local/secrets.ts';
import { ADMIN_PASSWORD, FILES, filesOf, inside, publicPort } from './addresses.ts';

/** Stands in a file that the one-shot `secrets` writes. */
const inFile: unique symbol = Symbol('in a file');

const publicUrl = (app: AppName): string => `http://127.0.0.1:${publicPort(app)}`;
const callUrl = (app: AppName): string => `http://${app}:${publicPort(app)}`;
const internalUrl = (app: AppName): string => `http://${app}:${internalPort(app)}`;
export const systemPort = (app: AppName): number => apps[app].port + SYSTEM_PORT_DISTANCE;
export const internalPort = (app: AppName): number => apps[app].port + INTERNAL_PORT_DISTANCE;

/** Every app in a container of its own; callers outside come over ports that are published on loopback alone. */
const containers: Place<string | typeof inFile> = {
  text: (value) => value,
  demonstration: (value) => value,
  sameMachine: () => undefined,
  listen: (part, app) =>
    ({
      host: '0.0.0.0',
      port: publicPort(app),
      systemHost: '0.0.0.0',
      systemPort: `${systemPort(app)}`,
      internalHost: '0.0.0.0',
      internalPort: `${internalPort(app)}`,
      reachableFrom: 'this-machine',
    })[part],
  publicUrl,
  publicUrls: (names) => urlsText(names, publicUrl),
  ownPublicUrl: (_none, app) => publicUrl(app),
  ownInternalUrl: (_none, app) => internalUrl(app),
  internalUrl: ({ app, path }) => internalUrl(app) + path,
  callUrlIfOther: ({ app, path }) => callUrl(app) + path,
  callUrlsIfOther: (names) => urlsText(names, callUrl),
  registers: () =>
    registersText({ internalUrl, systemUrl: (app) => `http://${app}:${systemPort(app)}`, publicUrl }),
  secret: () => inFile,
  database: () => inFile,
  // The network of the containers leaves this machine nowhere.
  databaseTls: (part) => (part === 'mode' ? 'off' : undefined),
  tls: () => undefined,
  internalCallers: () => undefined,
  kafka: (variable, app) => {
    const parts: Readonly<Record<typeof variable, string | typeof inFile | undefined>> = {
      KAFKA_BROKERS: inside.kafka,
      KAFKA_USERNAME: app,
      KAFKA_PASSWORD: inFile,
      // The network of the containers leaves this machine nowhere.
      KAFKA_TLS: 'off',
      KAFKA_TLS_CA_FILE: undefined,
      KAFKA_TLS_SERVER_NAME: undefined,
    };
    return parts[variable];
  },
  demoFile: (name) => `${FILES}/${identityFiles[name]}`,
  folder: (name) => `/var/lib/einmal/${name}`,
};

/** The `environment` of an app's service. */
export function composeEnvironment(app: AppName): Readonly<Record<string, string>> {
  const entries = Object.entries(environmentOf(app, apps[app], containers));
  return Object.fromEntries(
    entries.map(([variable, value]) =>
      value === inFile ? [`${variable}_FILE`, `${filesOf(app)}/${variable}`] : [variable, value],
    ),
  );
}

const none = (): undefined => undefined;

/** What an app's files hold, by variable; passwords and keys go nowhere else. */
export function fileContents(app: AppName, secrets: Secrets): Readonly<Record<string, string>> {
  const contents: Place<string> = {
    text: none,
    demonstration: none,
    sameMachine: none,
    listen: none,
    publicUrl: none,
    publicUrls: none,
    ownPublicUrl: none,
    ownInternalUrl: none,
    internalUrl: none,
    callUrlIfOther: none,
    callUrlsIfOther: none,
    registers: none,
    secret: (name) => secretText(secrets, name),
    database: () => insideUrl(app, 'app', secrets),
    databaseTls: none,
    tls: none,
    internalCallers: none,
    kafka: (variable) =>
      variable === 'KAFKA_PASSWORD' ? secrets.kafkaPasswords[app as KafkaPrincipal] : undefined,
    demoFile: none,
    folder: none,
  };
  return settingsAt(app, apps[app], contents);
}

export const adminUrl = `postgres://postgres:${ADMIN_PASSWORD}@${inside.postgres}/postgres`;

/** How a container reaches the database of an app. */
export function insideUrl(app: AppName, role: 'app' | 'migrator', secrets: Secrets): string {
  const names = databaseNames(app);
  return databaseUrl(adminUrl, names.database, names[role], secrets.databasePasswords[app][role]);
}
