import { authorityTable, today } from '#libs/authorities';
import { reachesLevel } from '#libs/contracts';

import { type CitizenEntry, levelOf } from './citizens-file.ts';
import type { OfferedPerson } from './login-page.ts';
import type { StaffEntry } from './staff-file.ts';

/** In the order of the file; a person's surest login first, and those that play on another day last. */
export function citizensOffered(entries: readonly CitizenEntry[]): readonly OfferedPerson[] {
  const byPerson = Map.groupBy(entries, ({ account }) => JSON.stringify([account.iss, account.sub]));
  return [...byPerson.values()].map((logins) => ({
    name: `${logins[0]!.person.givenNames} ${logins[0]!.person.familyName}`,
    about: logins[0]!.about,
    ways: logins
      .toSorted(surestFirst)
      .map((entry) => ({ login: entry.login, acr: levelOf(entry), on: entry.on })),
  }));
}

function surestFirst(one: CitizenEntry, other: CitizenEntry): number {
  if ((one.on === undefined) !== (other.on === undefined)) return one.on === undefined ? -1 : 1;
  if (levelOf(one) === levelOf(other)) return 0;
  return reachesLevel(levelOf(one), levelOf(other)) ? -1 : 1;
}

export const staffOffered = (entries: readonly StaffEntry[]): readonly OfferedPerson[] =>
  entries.map((member) => ({
    name: member.name ?? member.login,
    about: member.about,
    authority: authorityNameOf(member),
    ways: [{ login: member.login, acr: member.acr }],
  }));

/** Whoever works for an authority that was merged works for its successor. */
export const authorityNameOf = ({ authority, authorityName }: StaffEntry): string | undefined =>
  authorityTable.keeperOf(authority, today())?.name ?? authorityName;
