import type { AssuranceLevel } from '#libs/contracts';

import type { CitizenSubject, CitizenSubjects } from './citizen-subjects.ts';
import { type CitizenEntry, levelOf } from './citizens-file.ts';
import type { Realm, ServiceName } from './clients-file.ts';
import type { OfferedPerson } from './login-page.ts';
import { citizensOffered, staffOffered } from './offered-people.ts';
import { scopeOf, type StaffEntry } from './staff-file.ts';

/** Who has logged in, and what the tokens of that login say. */
export interface Account {
  /** Under which the provider keeps the login until its session ends; it leaves this service with no token. */
  readonly id: string;
  /** `sub` of the tokens: a citizen's pseudonym, or the id of a member of staff. */
  readonly subject: string;
  readonly acr: AssuranceLevel;
  /** Of a citizen for whom no identification number is told, and was not before. */
  readonly withoutIdnr?: true;
  /** Of staff: the one authority that the login acts for. */
  readonly authority?: string;
  /** Of staff: scopes of the roles, by service. Absent: whatever the client may ask for. */
  readonly scopes?: ReadonlyMap<ServiceName, ReadonlySet<string>>;
  /** What the files know of the person, to be told at the userinfo endpoint. */
  readonly entry: { readonly citizen: CitizenEntry } | { readonly member: StaffEntry };
}

const byLogin = <E extends { readonly login: string }>(entries: readonly E[]): ReadonlyMap<string, E> =>
  new Map(entries.map((entry) => [entry.login, entry]));

/** Mark in the id of a citizen's account. */
const WITHOUT_IDNR = 'without-idnr';

/**
 * Demo accounts of citizens and of staff, each for the clients of its own kind. Of a citizen only the pseudonym is kept, in
 * the id of the account: a person's number never reaches a token, a log or the database: UserInfo asks for it anew, and a session stays that person's.
 */
export class Accounts {
  private readonly citizens: ReadonlyMap<string, CitizenEntry>;
  private readonly staff: ReadonlyMap<string, StaffEntry>;

  constructor(
    citizens: readonly CitizenEntry[],
    staff: readonly StaffEntry[],
    private readonly subjects: Pick<CitizenSubjects, 'of'>,
  ) {
    this.citizens = byLogin(citizens);
    this.staff = byLogin(staff);
  }

  /** Whom the login page shows. */
  people(realm: Realm): readonly OfferedPerson[] {
    return realm === 'staff'
      ? staffOffered([...this.staff.values()])
      : citizensOffered([...this.citizens.values()]);
  }

  /** Level of a login among those that may log in there; nothing where there is none. */
  acrOf(realm: Realm, login: string): AssuranceLevel | undefined {
    if (realm === 'staff') return this.staff.get(login)?.acr;
    const citizen = this.citizens.get(login);
    return citizen && levelOf(citizen);
  }

  /** Who that is, as of now. */
  async enter(realm: Realm, login: string): Promise<Account | undefined> {
    if (realm === 'staff') return this.member(login);
    const citizen = this.citizens.get(login);
    return citizen && citizenAccount(citizen, await this.subjects.of(citizen));
  }

  /** Who had that id when the login was made. */
  byId(id: string): Account | undefined {
    const [realm, login = '', sub, mark] = id.split('/');
    if (realm === 'staff') return this.member(login);
    const citizen = this.citizens.get(login);
    if (realm !== 'citizens' || citizen === undefined || sub === undefined) return undefined;
    return citizenAccount(citizen, { sub, ...(mark === WITHOUT_IDNR && { withoutIdnr: true }) });
  }

  member(login: string): Account | undefined {
    const entry = this.staff.get(login);
    return entry && staffAccount(entry);
  }
}

const citizenAccount = (citizen: CitizenEntry, { sub, withoutIdnr }: CitizenSubject): Account => ({
  id: ['citizens', citizen.login, sub, ...(withoutIdnr ? [WITHOUT_IDNR] : [])].join('/'),
  subject: sub,
  acr: levelOf(citizen),
  ...(withoutIdnr && { withoutIdnr }),
  entry: { citizen },
});

function staffAccount(member: StaffEntry): Account {
  const { login, person, authority, acr, roles } = member;
  const scopes = new Map<ServiceName, ReadonlySet<string>>();
  for (const role of roles) {
    scopes.set(role.service, new Set([...(scopes.get(role.service) ?? []), scopeOf(role)!]));
  }
  return { id: `staff/${login}`, subject: person, acr, authority, scopes, entry: { member } };
}
