import { reachesLevel } from '#libs/contracts';

import type { Account } from './accounts.ts';
import type { CitizenSubjects } from './citizen-subjects.ts';
import type { CitizenEntry } from './citizens-file.ts';
import type { ClientAccess } from './client-access.rules.ts';
import type { Told } from './clients-file.ts';
import { authorityNameOf } from './offered-people.ts';
import type { StaffEntry } from './staff-file.ts';

/** What people type at a lower level is no ground to name a number. */
const LEAST_FOR_IDNR = 'substantial';

/** Claims of the userinfo endpoint beside `sub`: standard ones (OpenID Connect Core §5.1), and `idnr` and `authority_name`. */
export const toldClaims = [
  'given_name',
  'family_name',
  'birthdate',
  'idnr',
  'name',
  'authority_name',
] as const;

type Claims = Readonly<Partial<Record<(typeof toldClaims)[number], string | undefined>>>;

/** Tells a client of whoever has logged in there what its entry lists. It is asked for each time and kept nowhere. */
export class UserInfo {
  constructor(
    private readonly access: Pick<ClientAccess, 'toldTo'>,
    private readonly subjects: Pick<CitizenSubjects, 'numberOf'>,
  ) {}

  async of(account: Account, clientId: string): Promise<Claims> {
    const claims = await Promise.all(
      this.access.toldTo(clientId).map((told) => this.claimsOf(told, account)),
    );
    return Object.assign({}, ...claims) as Claims;
  }

  private async claimsOf(told: Told, { entry, subject, acr }: Account): Promise<Claims> {
    if ('member' in entry) return ofMember(told, entry.member);
    if (told !== 'idnr') return ofCitizen(told, entry.citizen);
    return reachesLevel(acr, LEAST_FOR_IDNR) ? this.idnr(entry.citizen, subject) : {};
  }

  private async idnr(citizen: CitizenEntry, subject: string): Promise<Claims> {
    const idnr = await this.subjects.numberOf(citizen, subject);
    return idnr === undefined ? {} : { idnr };
  }
}

function ofCitizen(told: Told, { person }: CitizenEntry): Claims {
  if (told === 'birthdate') return { birthdate: person.birthDate };
  return told === 'name' ? { given_name: person.givenNames, family_name: person.familyName } : {};
}

function ofMember(told: Told, member: StaffEntry): Claims {
  if (told === 'authority') return { authority_name: authorityNameOf(member) };
  return told === 'name' ? { name: member.name } : {};
}
