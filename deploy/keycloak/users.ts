import { today } from '#libs/authorities';
import { type AssuranceLevel, heldKey, pseudonym, reachesLevel } from '#libs/contracts';
import { type CitizenEntry, levelOf } from '../../apps/identity/src/citizens-file.ts';
import { NumberOffice } from '../../apps/identity/src/number-office.ts';
import { scopeOf, type StaffEntry } from '../../apps/identity/src/staff-file.ts';
import type { DemoPeople } from '../local/identity-files.ts';
import { attributes } from './client-scopes.ts';
import type { DemoCredentials } from './demo-credentials.ts';
import type { User } from './representation.ts';

/** What the person can show: whoever has nothing for a level does not reach it. */
function credentials(login: string, acr: AssuranceLevel, demo: DemoCredentials): readonly object[] {
  const password = { type: 'password', value: demo.password(login) };
  const code = {
    type: 'otp',
    secretData: JSON.stringify({ value: demo.codeKey(login) }),
    credentialData: JSON.stringify({
      subType: 'hotp',
      digits: 6,
      counter: 0,
      period: 30,
      algorithm: 'HmacSHA1',
    }),
  };
  return [
    ...(reachesLevel(acr, 'substantial') ? [password] : []),
    ...(reachesLevel(acr, 'high') ? [code] : []),
  ];
}

/** A broker retrieves the number at each login; here it is asked once, and only the pseudonym is written down. */
async function citizenUser(
  citizen: CitizenEntry,
  office: NumberOffice,
  key: Buffer,
  demo: DemoCredentials,
): Promise<User> {
  const { login, account, person, on = today() } = citizen;
  const idnr = await office.idnrOf(person, on);
  const told =
    idnr === undefined
      ? {
          [attributes.person]: [pseudonym(heldKey(key), 'account', account.iss, account.sub)],
          [attributes.withoutIdnr]: ['true'],
        }
      : { [attributes.person]: [pseudonym(heldKey(key), 'citizen', idnr)] };
  return {
    username: login,
    enabled: true,
    attributes: told,
    credentials: credentials(login, levelOf(citizen), demo),
    realmRoles: ['citizen'],
  };
}

const staffUser = ({ login, person, authority, acr, roles }: StaffEntry, demo: DemoCredentials): User => ({
  username: login,
  enabled: true,
  attributes: { [attributes.person]: [person], [attributes.authority]: [authority] },
  credentials: credentials(login, acr, demo),
  realmRoles: roles.map(scopeOf).filter((scope) => scope !== undefined),
});

/** @param key the `citizen` pseudonym key, which gateway and registers hold */
export async function users(
  people: DemoPeople,
  key: Buffer,
  demo: DemoCredentials,
): Promise<readonly User[]> {
  const office = new NumberOffice(people.numbers);
  return [
    ...(await Promise.all(people.citizens.map((citizen) => citizenUser(citizen, office, key, demo)))),
    ...people.staff.map((member) => staffUser(member, demo)),
  ];
}
