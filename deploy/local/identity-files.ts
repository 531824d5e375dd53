import { mkdirSync } from 'node:fs';
import { authorityTable, today } from '#libs/authorities';
import type { RegisterName } from '#libs/contracts';
import { apps } from '../description/apps.ts';
import { identityFiles } from './app-settings.ts';
import { dayNumber, dayText } from '../sample/days.ts';
import { type DemoCitizen, loginsOf } from '../sample/demo-citizens.ts';
import { demoResidents } from '../sample/demo-people.ts';
import { demoStaff } from '../sample/demo-staff.ts';
import { type Audience, demoClients, isDesk, isService, portalRedirect } from './demo-clients.ts';
import type { LocalHome } from './local-home.ts';
import { publicHalf, type Secrets } from './secrets.ts';

const allOf = (register: RegisterName): readonly string[] =>
  authorityTable.keepersOf(register, today()).map(({ id }) => id);

function clientEntries({ clientJwks }: Secrets, binds: boolean): object[] {
  return demoClients.map(({ clientId, name, authority, ofAll, audience, scopes, besides = {} }) => ({
    clientId,
    name,
    ...(binds && { tokenBinding: isService(clientId) ? 'dpop' : 'certificate' }),
    ...(authority === undefined
      ? {
          grant: 'authorization_code',
          redirectUris: [portalRedirect],
          users: isDesk(clientId) ? 'staff' : 'citizens',
          keepsSessions: true,
        }
      : {
          grant: 'client_credentials',
          authority,
          ...(ofAll && { authorities: allOf(ofAll) }),
        }),
    jwks: { keys: [publicHalf(clientJwks[clientId] ?? {})] },
    access: Object.entries({ [audience]: scopes, ...besides }).map(([app, those]) => ({
      service: apps[app as Audience].program,
      scopes: those,
    })),
  }));
}

const EID = 'https://eid.example';
type People = ReturnType<typeof demoResidents>;

/** What the eID reads, and what the stand-in of the federal office knows. */
function basicData({ familyName, givenNames, birthDate, addresses: [home] }: People[number]): object {
  return {
    familyName,
    givenNames,
    birthDate,
    ...(home && { home: { postcode: home.postcode, place: home.place } }),
  };
}

function citizenEntries(people: People, citizen: DemoCitizen): object[] {
  const record = people.find(({ idnr }) => idnr === citizen.idnr);
  if (record === undefined) throw new Error(`The sample has no record of ${citizen.login}.`);
  const [lock] = record.locks ?? [];
  return loginsOf(citizen).map(({ isBeforeLock, ...login }) => ({
    ...login,
    account: { iss: EID, sub: citizen.account },
    person: basicData(record),
    ...(isBeforeLock && lock && { on: dayText(dayNumber(lock.since) - 1) }),
  }));
}

/** The office hears of a lock when it is set (BMG §33(4)). */
const numberEntries = (people: People): object[] =>
  people.map((record) => {
    const [lock] = record.locks ?? [];
    const { idnr } = record;
    return {
      idnr,
      person: basicData(record),
      ...(lock && { lock: { since: lock.since, until: lock.until } }),
    };
  });

/**
 * Writes the five files that apps/identity reads at its start.
 * @param binds whether the issuer gives tokens only to who proves possession of a key
 */
export function writeIdentityFiles(
  home: LocalHome,
  secrets: Secrets,
  citizens: readonly DemoCitizen[],
  binds = false,
): void {
  const people = demoResidents(today());
  mkdirSync(home.path('identity'), { recursive: true, mode: 0o700 });
  home.writeJson(identityFiles.clients, { clients: clientEntries(secrets, binds) });
  home.writeJson(identityFiles.citizens, {
    citizens: citizens.flatMap((citizen) => citizenEntries(people, citizen)),
  });
  home.writeJson(identityFiles.numbers, { numbers: numberEntries(people) });
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
