import type { JWK } from 'jose';
import { appNames, type AppName } from './apps.ts';
import { appUrl, type StackFacts } from './app-settings.ts';
import { demoClients } from './demo-clients.ts';
import type { DemoCitizen } from '../sample/demo-citizens.ts';

/** `.local/endpoints.json`: all that a program needs to find and use the running stack. Mode 600: it holds keys. */
export interface Endpoints {
  readonly issuer: string;
  readonly apps: Readonly<Record<AppName, string>>;
  readonly kafka: { readonly bootstrapServers: string };
  /** As the app roles. */
  readonly databases: Readonly<Record<AppName, string>>;
  readonly clients: Readonly<Record<string, EndpointClient>>;
  readonly citizens: Readonly<Record<string, DemoCitizen>>;
}

export interface EndpointClient {
  readonly clientId: string;
  readonly privateJwk: JWK;
  readonly scopes: readonly string[];
  readonly authority?: string;
  readonly audience: string;
}

export const endpointsFile = 'endpoints.json';

export function describeEndpoints(facts: StackFacts, citizens: readonly DemoCitizen[]): Endpoints {
  const { ports, secrets } = facts;
  const clients = demoClients.map(({ clientId, scopes, authority, audience }) => {
    const privateJwk = secrets.clientJwks[clientId] ?? {};
    const client = { clientId, privateJwk, scopes, audience: appUrl(ports, audience) };
    return [clientId, authority === undefined ? client : { ...client, authority }] as const;
  });
  return {
    issuer: appUrl(ports, 'identity'),
    apps: Object.fromEntries(appNames.map((app) => [app, appUrl(ports, app)])) as Record<AppName, string>,
    kafka: { bootstrapServers: facts.bootstrapServers },
    databases: facts.databaseUrls,
    clients: Object.fromEntries(clients),
    citizens: Object.fromEntries(citizens.map((citizen) => [citizen.login, citizen])),
  };
}
