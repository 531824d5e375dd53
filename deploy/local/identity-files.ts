import { mkdirSync } from 'node:fs';
import { authorityTable, today } from '#libs/authorities';
import type { RegisterName } from '#libs/contracts';
import type { CitizenEntry } from '../../apps/identity/src/citizens-file.ts';
import type { NumberEntry } from '../../apps/identity/src/numbers-file.ts';
import type { StaffEntry } from '../../apps/identity/src/staff-file.ts';
import { apps } from '../description/apps.ts';
import { identityFiles } from './app-settings.ts';
import { dayNumber, dayText } from '../sample/days.ts';
import { type DemoCitizen, loginsOf } from '../sample/demo-citizens.ts';
import { demoResidents } from '../sample/demo-people.ts';
import { demoStaff } from '../sample/demo-staff.ts';
import {
  type Audience,
  type DemoClient,
  demoClients,
  isDesk,
  isService,
  portalRedirect,
  securePortalRedirect,
} from './demo-clients.ts';
import type { LocalHome } from './local-home.ts';
import { publicHalf, type Secrets } from './secrets.ts';

const allOf = (register: RegisterName): readonly string[] =>
  authorityTable.keepersOf(register, today()).map(({ id }) => id);

/** What differs between the places where a demonstration runs. */
export interface IdentityPlace {
  /** Whether the issuer gives tokens only to who proves possession of a key. */
  readonly binds?: boolean;
  /** By client: where people go back to whose login failed. */
  readonly homes?: Readonly<Record<string, string>>;
}

function clientEntries({ clientJwks }: Secrets, { binds = false, homes = {} }: IdentityPlace): object[] {
  return demoClients.map(({ clientId, name, authority, ofAll, told, ...given }) => ({
    clientId,
    name,
    ...(binds && { tokenBinding: isService(clientId) ? 'dpop' : 'certificate' }),
    ...(authority === undefined
      ? {
          grant: 'authorization_code',
          redirectUris: [portalRedirect, ...(binds ? [securePortalRedirect] : [])],
          users: isDesk(clientId) ? 'staff' : 'citizens',
          keepsSessions: true,
          homeUri: homes[clientId],
          told,
        }
      : {
          grant: 'client_credentials',
          authority,
          ...(ofAll && { authorities: allOf(ofAll) }),
        }),
    jwks: { keys: [publicHalf(clientJwks[clientId] ?? {})] },
    access: accessOf(given),
  }));
}

/** A register that several keep is one service, with an address for each. */
function accessOf({ audience, scopes, besides = {} }: Pick<DemoClient, 'audience' | 'scopes' | 'besides'>) {
  const entries = Object.entries({ [audience]: scopes, ...besides });
  const byService = new Map(entries.map(([app, those]) => [apps[app as Audience].program, those]));
  return [...byService].map(([service, those]) => ({ service, scopes: those }));
}

const EID = 'https://eid.example';
type People = ReturnType<typeof demoResidents>;

/** What the eID reads, and what the stand-in of the federal office knows. */
function basicData({
  familyName,
  givenNames,
  birthDate,
  addresses: [home],
}: People[number]): CitizenEntry['person'] {
  return {
    familyName,
    givenNames,
    birthDate,
    ...(home && { home: { postcode: home.postcode, place: home.place } }),
  };
}

function citizenEntries(people: People, citizen: DemoCitizen): CitizenEntry[] {
  const record = people.find(({ idnr }) => idnr === citizen.idnr);
  if (record === undefined) throw new Error(`The sample has no record of ${citizen.login}.`);
  const [lock] = record.locks ?? [];
  return loginsOf(citizen).map(({ isBeforeLock, ...login }) => ({
    ...login,
    account: { iss: EID, sub: citizen.account },
    person: basicData(record),
    about: citizen.about,
    ...(isBeforeLock && lock && { on: dayText(dayNumber(lock.since) - 1) }),
  }));
}

/** The office hears of a lock when it is set (BMG §33(4)). */
const numberEntries = (people: People): NumberEntry[] =>
  people.map((record) => {
    const [lock] = record.locks ?? [];
    const { idnr } = record;
    return {
      idnr,
      person: basicData(record),
      ...(lock && { lock: { since: lock.since, until: lock.until } }),
    };
  });

/** The invented people that log in, and what the stand-in of the federal office knows. */
export interface DemoPeople {
  readonly citizens: readonly CitizenEntry[];
  readonly numbers: readonly NumberEntry[];
  readonly staff: readonly StaffEntry[];
}

export function demoPeople(citizens: readonly DemoCitizen[]): DemoPeople {
  const people = demoResidents(today());
  return {
    citizens: citizens.flatMap((citizen) => citizenEntries(people, citizen)),
    numbers: numberEntries(people),
    staff: demoStaff.map(({ desk: _desk, roles, ...member }) => ({
      ...member,
      roles: [...roles] as StaffEntry['roles'],
      acr: 'high',
    })),
  };
}

/** Writes the five files that apps/identity reads at its start. */
export function writeIdentityFiles(
  home: LocalHome,
  secrets: Secrets,
  citizens: readonly DemoCitizen[],
  place: IdentityPlace = {},
): void {
  const people = demoPeople(citizens);
  mkdirSync(home.path('identity'), { recursive: true, mode: 0o700 });
  home.writeJson(identityFiles.clients, { clients: clientEntries(secrets, place) });
  home.writeJson(identityFiles.citizens, { citizens: people.citizens });
  home.writeJson(identityFiles.numbers, { numbers: people.numbers });
  home.writeJson(identityFiles.staff, { staff: people.staff });
  home.writeJson(identityFiles.signingKeys, { keys: [secrets.tokenSigningJwk] });
}
