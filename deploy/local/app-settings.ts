import type { KafkaLogin } from '#libs/kafka';
import { INTERNAL_PORT_DISTANCE, SYSTEM_PORT_DISTANCE } from '#libs/service-kit';
import type { AppName } from '../description/app-names.ts';
import { apps, callersOf, registersText, urlsText } from '../description/apps.ts';
import { environmentOf, secretsOf } from '../description/description.ts';
import type { DemoFile, Place } from '../description/sources.ts';
import type { KafkaPrincipal } from './event-topics.ts';
import { kafkaSettings } from './kafka-access.ts';
import type { LocalHome } from './local-home.ts';
import type { AppPorts } from './ports.ts';
import { secretText, type Secrets } from './secrets.ts';
import { inFiles, withoutTls } from './tls/secret-files.ts';
import type { TlsFiles } from './tls/tls-files.ts';

export interface StackFacts {
  readonly home: LocalHome;
  readonly ports: AppPorts;
  readonly secrets: Secrets;
  /** As the app role. */
  readonly databaseUrls: Readonly<Record<AppName, string>>;
  /** As administrator; the services have accounts of their own. */
  readonly kafkaAdmin: KafkaLogin;
  /** Further apps of a program that run nowhere, so that nobody is sent there. */
  readonly absent?: readonly AppName[];
  /** Given: every hop speaks TLS. */
  readonly tls?: TlsFiles | undefined;
}

export const identityFiles: Readonly<Record<DemoFile, string>> = {
  clients: 'identity/clients.json',
  citizens: 'identity/citizens.json',
  numbers: 'identity/numbers.json',
  staff: 'identity/staff.json',
  signingKeys: 'identity/signing-keys.json',
};

/** Where the doors of the apps are. */
export type Doors = Pick<StackFacts, 'ports' | 'tls'>;

const urlAt = ({ ports, tls }: Doors, app: AppName, distance: number): string =>
  `${tls ? 'https' : 'http'}://127.0.0.1:${ports[app] + distance}`;

export function appUrl(doors: Doors, app: AppName): string {
  return urlAt(doors, app, 0);
}

/** Where an app answers `/metrics`. */
export function systemUrl(doors: Doors, app: AppName): string {
  return urlAt(doors, app, SYSTEM_PORT_DISTANCE);
}

/** Where an app is called by others. */
export function internalUrl(doors: Doors, app: AppName): string {
  return urlAt(doors, app, INTERNAL_PORT_DISTANCE);
}

/** As one of the services, or as who only looks on. */
export function kafkaLogin(
  { kafkaAdmin, secrets }: Pick<StackFacts, 'kafkaAdmin' | 'secrets'>,
  username: KafkaPrincipal,
): KafkaLogin {
  return { ...kafkaAdmin, username, password: secrets.kafkaPasswords[username] };
}

/** Every app on this machine, at ports of its loopback interface. */
function localPlace(facts: StackFacts): Place<string> {
  const { home, ports, secrets, databaseUrls } = facts;
  const kafka = (app: AppName): KafkaLogin => kafkaLogin(facts, app as KafkaPrincipal);
  return {
    text: (value) => value,
    // With TLS everybody who calls has something to bind a token to.
    demonstration: (value) => (facts.tls && value === 'loopback-optional' ? 'required' : value),
    sameMachine: (value) => value,
    listen: (part, app) => ({ host: '127.0.0.1', port: `${ports[app]}` })[part as string],
    publicUrl: (app) => appUrl(facts, app),
    publicUrls: (names) => urlsText(names, (app) => appUrl(facts, app)),
    ownPublicUrl: (_none, app) => appUrl(facts, app),
    ownInternalUrl: (_none, app) => internalUrl(facts, app),
    internalUrl: ({ app, path }) => internalUrl(facts, app) + path,
    callUrlIfOther: () => undefined,
    callUrlsIfOther: () => undefined,
    registers: () =>
      registersText({
        internalUrl: (app) => internalUrl(facts, app),
        publicUrl: (app) => appUrl(facts, app),
        systemUrl: (app) => systemUrl(facts, app),
        isThere: (app) => facts.absent?.includes(app) !== true,
      }),
    secret: (name) => secretText(secrets, name),
    database: (_role, app) => withoutTls(databaseUrls[app]).url,
    tls: (part, app) =>
      facts.tls &&
      { cert: facts.tls.ofApp(app).certFile, key: facts.tls.ofApp(app).keyFile, ca: facts.tls.caFile }[part],
    internalCallers: (_none, app) => facts.tls && callersOf(app).join(','),
    databaseTls: (part, app) => {
      const { caFile } = withoutTls(databaseUrls[app]);
      return caFile && { mode: 'on', ca: caFile }[part];
    },
    kafka: (variable, app) => kafkaSettings(kafka(app))[variable],
    demoFile: (name) => home.path(identityFiles[name]),
    folder: (name) => home.path(name),
  };
}

/** The whole environment of one app's process; nothing else reaches it. With TLS its secrets stand in files. */
export function appSettings(app: AppName, facts: StackFacts): Readonly<Record<string, string>> {
  const settings = environmentOf(app, apps[app], localPlace(facts));
  return facts.tls ? inFiles(facts.home, app, settings, secretsOf(apps[app])) : settings;
}
