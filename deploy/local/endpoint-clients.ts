import type { JWK } from 'jose';
import { type Audience, demoClients } from './demo-clients.ts';

export interface EndpointClient {
  readonly clientId: string;
  readonly privateJwk: JWK;
  readonly scopes: readonly string[];
  readonly authority?: string;
  readonly audience: string;
}

/** The clients with their keys, each for the service at its address. */
export function endpointClients(
  jwks: Readonly<Record<string, JWK>>,
  urlOf: (audience: Audience) => string,
): Readonly<Record<string, EndpointClient>> {
  const clients = demoClients.map(({ clientId, scopes, authority, audience }) => {
    const client = { clientId, privateJwk: jwks[clientId] ?? {}, scopes, audience: urlOf(audience) };
    return [clientId, authority === undefined ? client : { ...client, authority }] as const;
  });
  return Object.fromEntries(clients);
}
