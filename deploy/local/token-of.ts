import { LocalFailure } from '#libs/local-services';
import { loginsOf } from '../sample/demo-citizens.ts';
import { demoStaff } from '../sample/demo-staff.ts';
import { type Audience, demoClients, isDesk } from './demo-clients.ts';
import type { EndpointClient } from './endpoint-clients.ts';
import type { Endpoints } from './endpoints.ts';
import { loginToken, machineToken, type TokenRequest } from './tokens.ts';

const portal = 'portal';

function requestOf(endpoints: Pick<Endpoints, 'issuer'>, client: EndpointClient): TokenRequest {
  return { issuer: endpoints.issuer, ...client };
}

/** What the portal asks for elsewhere than at the gateway. */
function accessAt(
  { apps }: Pick<Endpoints, 'apps'>,
  service: Audience | undefined,
): Partial<Pick<TokenRequest, 'audience' | 'scopes'>> {
  const scopes = service && demoClients.find(({ clientId }) => clientId === portal)?.besides?.[service];
  return service && scopes ? { audience: apps[service], scopes } : {};
}

/**
 * An access token for a demo client, citizen or member of staff, by name, from the running stack's identity provider.
 * @param authority that a client is to act for, where it may act for several
 * @param service that a citizen's token is for, where that is not the gateway
 */
export async function tokenOf(
  endpoints: Pick<Endpoints, 'issuer' | 'clients' | 'citizens' | 'apps'>,
  name: string,
  authority?: string,
  service?: Audience,
): Promise<string> {
  const portalClient = endpoints.clients[portal];
  const logins = Object.values(endpoints.citizens).flatMap(loginsOf);
  if (portalClient && logins.some(({ login }) => login === name)) {
    return loginToken({ ...requestOf(endpoints, portalClient), ...accessAt(endpoints, service) }, name);
  }
  const desk = endpoints.clients[demoStaff.find(({ login }) => login === name)?.desk ?? ''];
  if (desk) return loginToken(requestOf(endpoints, desk), name);
  const client = endpoints.clients[name];
  const logsIn = name === portal || isDesk(name);
  if (client && !logsIn) return machineToken(requestOf(endpoints, client), authority);
  const clients = Object.keys(endpoints.clients).filter((id) => id !== portal && !isDesk(id));
  const staff = demoStaff.map(({ login }) => login);
  const known = [...clients, ...Object.keys(endpoints.citizens), ...staff].join(', ');
  throw new LocalFailure(
    `There is no demo client, citizen or member of staff "${name}": name one of ${known}.`,
  );
}
