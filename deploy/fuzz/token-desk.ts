import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { registerNames } from '#libs/contracts';
import type { Audience } from '../local/demo-clients.ts';
import type { Endpoints } from '../local/endpoints.ts';
import { tokenOf } from '../local/token-of.ts';

/** Who is asked for which scope: a demo client, a citizen, and staff. */
const holders: Readonly<Record<string, string>> = {
  ...Object.fromEntries(registerNames.map((name) => [`${name}:officer`, `officer-${name}`])),
  lookup: 'parking-hannover',
  citizen: 'anna',
  operator: 'olga',
  'procedures:clerk': 'petra',
  'procedures:system': 'system-parking-hannover',
  'residents:officer': 'hanna',
  'vehicles:officer': 'viola',
  'business:officer': 'bruno',
};

/** Issues tokens at `/<app>/<scope>` on a loopback port: they live for five minutes, a run for longer. */
export async function openTokenDesk(endpoints: Endpoints): Promise<{ url: string; server: Server }> {
  const server = createServer((request, response) => {
    const [scope = '', app] = decodeURIComponent(request.url ?? '')
      .slice(1)
      .split('/')
      .toReversed();
    tokenOf(endpoints, holders[scope] ?? '', undefined, app as Audience | undefined).then(
      (token) => response.end(token),
      () => response.writeHead(502).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}
