import { LocalFailure } from '#libs/local-services';
import { loginsOf } from '../sample/demo-citizens.ts';
import type { EndpointClient } from './endpoint-clients.ts';
import type { Endpoints } from './endpoints.ts';
import { citizenToken, machineToken, type TokenRequest } from './tokens.ts';

const portal = 'portal';

function requestOf(endpoints: Pick<Endpoints, 'issuer'>, client: EndpointClient): TokenRequest {
  return { issuer: endpoints.issuer, ...client };
}

/** An access token for a demo client or a demo citizen, by name, from the running stack's identity provider. */
export async function tokenOf(
  endpoints: Pick<Endpoints, 'issuer' | 'clients' | 'citizens'>,
  name: string,
): Promise<string> {
  const portalClient = endpoints.clients[portal];
  const logins = Object.values(endpoints.citizens).flatMap(loginsOf);
  if (portalClient && logins.some(({ login }) => login === name)) {
    return citizenToken(requestOf(endpoints, portalClient), name);
  }
  const client = endpoints.clients[name];
  if (client && name !== portal) return machineToken(requestOf(endpoints, client));
  const clients = Object.keys(endpoints.clients).filter((id) => id !== portal);
  const known = [...clients, ...Object.keys(endpoints.citizens)].join(', ');
  throw new LocalFailure(`There is no demo client or citizen "${name}": name one of ${known}.`);
}
