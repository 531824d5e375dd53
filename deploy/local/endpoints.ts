import { appNames, type AppName } from './apps.ts';
import { type KafkaLogin, type KafkaTls, type PLAIN, SCRAM } from '#libs/kafka';
import { writeSecret } from '#libs/local-services';
import { appUrl, internalUrl, kafkaLogin, type StackFacts, systemUrl } from './app-settings.ts';
import { type EndpointClient, endpointClients } from './endpoint-clients.ts';
import { clientProperties, protocolOf } from './kafka-access.ts';
import { endpointsFile } from './local-home.ts';
import { writeCurlFunction } from './tls/curl-function.ts';
import { type DemoCitizen, demoCitizens } from '../sample/demo-citizens.ts';
import { type DemoStaff, demoStaff } from '../sample/demo-staff.ts';

/** `.local/endpoints.json`: all that a program needs to find and use the running stack. Mode 600: it holds keys. */
export interface Endpoints {
  /** Where a person begins to try a stack that `npm start` started. */
  readonly startPage?: string;
  readonly issuer: string;
  readonly apps: Readonly<Record<AppName, string>>;
  /** The system doors of the apps: `/metrics`. */
  readonly system: Readonly<Record<AppName, string>>;
  /** The internal doors of the apps: where they call one another. */
  readonly internal: Readonly<Record<AppName, string>>;
  /** Of a stack with TLS: who signs its certificates. */
  readonly tls?: { readonly caFile: string };
  readonly kafka: EndpointKafka;
  /** As the app roles. */
  readonly databases: Readonly<Record<AppName, string>>;
  readonly clients: Readonly<Record<string, EndpointClient>>;
  readonly citizens: Readonly<Record<string, DemoCitizen>>;
  /** By login. `desk` is the client at which the person logs in. */
  readonly staff: Readonly<Record<string, DemoStaff>>;
}

/** As the principal `observer`, who may read the change topics and nothing else. */
export interface EndpointKafka {
  readonly bootstrapServers: string;
  readonly security: {
    readonly protocol: 'SASL_SSL' | 'SASL_PLAINTEXT';
    readonly mechanism: typeof SCRAM;
    readonly username: string;
    readonly password: string;
    readonly tls?: KafkaTls;
    /** The same as a client configuration for kcat. */
    readonly file: string;
  };
}

export const observerFile = 'kcat.conf';

function kafkaOf(facts: StackFacts): EndpointKafka {
  const login = kafkaLogin(facts, 'observer');
  const { bootstrapServers, username, password, tls } = login;
  return {
    bootstrapServers,
    security: {
      protocol: protocolOf(login),
      mechanism: SCRAM,
      username,
      password,
      ...(tls && { tls }),
      file: facts.home.path(observerFile),
    },
  };
}

export const observerLogin = ({ bootstrapServers, security }: EndpointKafka): KafkaLogin => {
  const { username, password, tls } = security;
  return { bootstrapServers, username, password, ...(tls && { tls }) };
};

const perApp = (url: (app: AppName) => string): Record<AppName, string> =>
  Object.fromEntries(appNames.map((app) => [app, url(app)])) as Record<AppName, string>;

export function describeEndpoints(facts: StackFacts, citizens: readonly DemoCitizen[]): Endpoints {
  const { secrets } = facts;
  return {
    issuer: appUrl(facts, 'identity'),
    apps: perApp((app) => appUrl(facts, app)),
    system: perApp((app) => systemUrl(facts, app)),
    internal: perApp((app) => internalUrl(facts, app)),
    ...(facts.tls && { tls: { caFile: facts.tls.caFile } }),
    kafka: kafkaOf(facts),
    databases: facts.databaseUrls,
    clients: endpointClients(secrets.clientJwks, (app) => appUrl(facts, app), facts.tls),
    citizens: Object.fromEntries(citizens.map((citizen) => [citizen.login, citizen])),
    staff: Object.fromEntries(demoStaff.map((member) => [member.login, member])),
  };
}

/** Where programs, `kcat` and, of a stack with TLS, `curl` find what they need. */
export function writeEndpoints(
  facts: StackFacts,
  kcatMechanism: typeof SCRAM | typeof PLAIN,
  startPage?: string,
): Endpoints {
  const { home, tls } = facts;
  const endpoints: Endpoints = {
    ...(startPage && { startPage }),
    ...describeEndpoints(facts, Object.values(demoCitizens)),
  };
  home.writeJson(endpointsFile, endpoints);
  writeSecret(home.path(observerFile), clientProperties(kafkaLogin(facts, 'observer'), kcatMechanism));
  if (tls) writeCurlFunction(home, tls);
  return endpoints;
}
