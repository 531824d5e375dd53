import { instanceToPlain } from 'class-transformer';
import type { ClientMetadata, JWK } from 'oidc-provider';

import type { ClientEntry } from './clients-file.ts';

/** The library takes keys only as plain objects. */
export const toJwk = (key: object): JWK => instanceToPlain(key) as JWK;

export function toMetadata(client: ClientEntry): ClientMetadata {
  const logsIn = client.grant === 'authorization_code';
  return {
    client_id: client.clientId,
    client_name: client.name,
    // The library knows no native client whose loopback address has TLS.
    application_type: 'web',
    grant_types: [client.grant, ...(logsIn && client.keepsSessions ? ['refresh_token'] : [])],
    response_types: logsIn ? ['code'] : [],
    redirect_uris: logsIn ? [...(client.redirectUris ?? [])] : [],
    jwks: { keys: client.jwks.keys.map(toJwk) },
    tls_client_certificate_bound_access_tokens: client.tokenBinding === 'certificate',
    dpop_bound_access_tokens: client.tokenBinding === 'dpop',
  };
}

export const keepsSessions = (client: { grantTypeAllowed(type: string): boolean }): boolean =>
  client.grantTypeAllowed('refresh_token');
