import { mkdirSync } from 'node:fs';
import { authorityTable, today } from '#libs/authorities';
import type { RegisterName } from '#libs/contracts';
import { apps } from '../description/apps.ts';
import { identityFiles } from './app-settings.ts';
import { type DemoCitizen, loginsOf } from '../sample/demo-citizens.ts';
import { demoStaff } from '../sample/demo-staff.ts';
import { demoClients, isDesk, portalRedirect } from './demo-clients.ts';
import type { LocalHome } from './local-home.ts';
import { publicHalf, type Secrets } from './secrets.ts';

const allOf = (register: RegisterName): readonly string[] =>
  authorityTable.keepersOf(register, today()).map(({ id }) => id);

function clientEntries({ clientJwks }: Secrets): object[] {
  return demoClients.map(({ clientId, name, authority, ofAll, audience, scopes }) => ({
    clientId,
    name,
    ...(authority === undefined
      ? {
          grant: 'authorization_code',
          redirectUris: [portalRedirect],
          users: isDesk(clientId) ? 'staff' : 'citizens',
          keepsSessions: true,
        }
      : { grant: 'client_credentials', authority, ...(ofAll && { authorities: allOf(ofAll) }) }),
    jwks: { keys: [publicHalf(clientJwks[clientId] ?? {})] },
    access: [{ service: apps[audience].program, scopes }],
  }));
}

/** Writes the four files that apps/identity reads at its start. */
export function writeIdentityFiles(
  home: LocalHome,
  secrets: Secrets,
  citizens: readonly DemoCitizen[],
): void {
  mkdirSync(home.path('identity'), { recursive: true, mode: 0o700 });
  home.writeJson(identityFiles.clients, { clients: clientEntries(secrets) });
  home.writeJson(identityFiles.citizens, {
    citizens: citizens.flatMap((each) => loginsOf(each).map((login) => ({ ...login, idnr: each.idnr }))),
  });
  home.writeJson(identityFiles.staff, {
    staff: demoStaff.map(({ login, person, authority, roles }) => ({
      login,
      person,
      authority,
      roles,
      acr: 'high',
    })),
  });
  home.writeJson(identityFiles.signingKeys, { keys: [secrets.tokenSigningJwk] });
}
