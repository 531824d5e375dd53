import { type AssuranceLevel, pseudonym } from '#libs/contracts';

import type { CitizenEntry } from './citizens-file.ts';
import type { Realm, ServiceName } from './clients-file.ts';
import { scopeOf, type StaffEntry } from './staff-file.ts';

/** Who can log in, and what the tokens of that login say. */
export interface Account {
  /** Under which the provider keeps the login until its token is issued; it leaves this service with no token. */
  readonly id: string;
  /** `sub` of the tokens: a citizen's pseudonym, or the id of a member of staff. */
  readonly subject: string;
  readonly acr: AssuranceLevel;
  /** Of staff: the one authority that the login acts for. */
  readonly authority?: string;
  /** Of staff: scopes of the roles, by service. Absent: whatever the client may ask for. */
  readonly scopes?: ReadonlyMap<ServiceName, ReadonlySet<string>>;
}

/**
 * Demo accounts of citizens and of staff, each for the clients of its own kind. Only pseudonyms of citizens are kept: a
 * person's number never reaches a token, a log or the database.
 */
export class Accounts {
  private readonly realms: Readonly<Record<Realm, ReadonlyMap<string, Account>>>;

  /** @param key the `citizen` pseudonym key, 32 bytes */
  constructor(citizens: readonly CitizenEntry[], staff: readonly StaffEntry[], key: Buffer) {
    this.realms = {
      citizens: new Map(citizens.map((each) => [each.login, citizenAccount(each, key)])),
      staff: new Map(staff.map((each) => [each.login, staffAccount(each)])),
    };
  }

  logins(realm: Realm): readonly string[] {
    return [...this.realms[realm].keys()];
  }

  /** The account with this login among those that may log in there. */
  find(realm: Realm, login: string): Account | undefined {
    return this.realms[realm].get(login);
  }

  byId(id: string): Account | undefined {
    const [realm = '', login = ''] = id.split('/');
    return Object.hasOwn(this.realms, realm) ? this.find(realm as Realm, login) : undefined;
  }
}

const citizenAccount = ({ login, idnr, acr = 'high' }: CitizenEntry, key: Buffer): Account => ({
  id: `citizens/${login}`,
  subject: pseudonym(key, 'citizen', idnr),
  acr,
});

function staffAccount({ login, person, authority, acr, roles }: StaffEntry): Account {
  const scopes = new Map<ServiceName, ReadonlySet<string>>();
  for (const role of roles) {
    scopes.set(role.service, new Set([...(scopes.get(role.service) ?? []), scopeOf(role)!]));
  }
  return { id: `staff/${login}`, subject: person, acr, authority, scopes };
}
