import { LocalFailure } from '#libs/local-services';
import { loginsOf } from '../sample/demo-citizens.ts';
import { demoStaff } from '../sample/demo-staff.ts';
import { type Audience, demoClients, isDesk } from './demo-clients.ts';
import type { EndpointClient } from './endpoint-clients.ts';
import type { Endpoints } from './endpoints.ts';
import type { ToolTls } from './tls/tool-fetch.ts';
import { loginToken, machineToken, type TokenRequest } from './tokens.ts';

const portal = 'portal';

type Trusting = Pick<Endpoints, 'tls'>;

const tlsOf = ({ tls }: Trusting, { certFile, keyFile }: EndpointClient): ToolTls | undefined =>
  tls && { caFile: tls.caFile, certFile, keyFile };

function requestOf(endpoints: Trusting & Pick<Endpoints, 'issuer'>, client: EndpointClient): TokenRequest {
  return { issuer: endpoints.issuer, ...client, tls: tlsOf(endpoints, client) };
}

/** What the portal asks for elsewhere than at the gateway. */
function accessAt(
  { apps }: Pick<Endpoints, 'apps'>,
  service: Audience | undefined,
): Partial<Pick<TokenRequest, 'audience' | 'scopes'>> {
  const scopes = service && demoClients.find(({ clientId }) => clientId === portal)?.besides?.[service];
  return service && scopes ? { audience: apps[service], scopes } : {};
}

type Clients = Pick<Endpoints, 'clients' | 'citizens'>;

/** At which client somebody logs in, by name; nothing for a client itself. */
function loginClientOf({ clients, citizens }: Clients, name: string): EndpointClient | undefined {
  const isCitizen = Object.values(citizens)
    .flatMap(loginsOf)
    .some(({ login }) => login === name);
  return clients[isCitizen ? portal : (demoStaff.find(({ login }) => login === name)?.desk ?? '')];
}

/** The certificate that the tokens of somebody are bound to, where the stack has TLS. */
export function toolTlsOf(endpoints: Clients & Trusting, name: string): ToolTls | undefined {
  const client = loginClientOf(endpoints, name) ?? endpoints.clients[name];
  return client && tlsOf(endpoints, client);
}

/**
 * An access token for a demo client, citizen or member of staff, by name, from the running stack's identity provider.
 * @param authority that a client is to act for, where it may act for several
 * @param service that a citizen's token is for, where that is not the gateway
 */
export async function tokenOf(
  endpoints: Pick<Endpoints, 'issuer' | 'clients' | 'citizens' | 'apps' | 'tls'>,
  name: string,
  authority?: string,
  service?: Audience,
): Promise<string> {
  const loggedInAt = loginClientOf(endpoints, name);
  if (loggedInAt) {
    const elsewhere = loggedInAt.clientId === portal ? accessAt(endpoints, service) : {};
    return loginToken({ ...requestOf(endpoints, loggedInAt), ...elsewhere }, name);
  }
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
