import type { JWK } from 'jose';
import { type Audience, demoClients } from './demo-clients.ts';
import type { CredentialFiles, TlsFiles } from './tls/tls-files.ts';

export interface EndpointClient extends Partial<CredentialFiles> {
  readonly clientId: string;
  readonly privateJwk: JWK;
  readonly scopes: readonly string[];
  readonly authority?: string;
  readonly audience: string;
}

/** The clients with their keys and, of a stack with TLS, their certificates, each for the service at its address. */
export function endpointClients(
  jwks: Readonly<Record<string, JWK>>,
  urlOf: (audience: Audience) => string,
  tls?: Pick<TlsFiles, 'ofClient'>,
): Readonly<Record<string, EndpointClient>> {
  const clients = demoClients.map(({ clientId, scopes, authority, audience }) => {
    const client = {
      ...{ clientId, privateJwk: jwks[clientId] ?? {}, scopes, audience: urlOf(audience) },
      ...(authority !== undefined && { authority }),
      ...tls?.ofClient(clientId),
    };
    return [clientId, client] as const;
  });
  return Object.fromEntries(clients);
}
