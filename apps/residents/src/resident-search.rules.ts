import { searchEntries, type SearchEntry } from '#libs/identifiers';
import type { Resident } from './resident.entity.ts';

/** What a person is found by, and what says that an earlier name may not be among it. */
export type SearchedResident = Pick<
  Resident,
  | 'familyName'
  | 'marriedName'
  | 'partnershipName'
  | 'birthName'
  | 'formerFamilyNames'
  | 'religiousName'
  | 'artistName'
  | 'formerNamesSealed'
  | 'givenNames'
  | 'birthDate'
  | 'addresses'
> &
  Partial<Pick<Resident, 'closedOn'>>;

/**
 * By whom and where a resident may be found (BMG §38(1); BMeldDAV, annex no. 4): by each name that the person bears or bore,
 * with the given names of now, at each address that the register holds. Earlier addresses too, for whoever asks knows the
 * last one that it was told of. Earlier names not after an adoption or self-determination (BGB §1758, SBGG §13): the answer
 * would tell that both are one person. Whoever has moved away is found at the new place only.
 */
export function residentSearchEntries(resident: SearchedResident): readonly SearchEntry[] {
  if (resident.closedOn) return [];
  const { familyName, marriedName, partnershipName, religiousName, artistName } = resident;
  const borne = [familyName, marriedName, partnershipName, religiousName, artistName];
  const earlier = resident.formerNamesSealed ? [] : [resident.birthName, ...resident.formerFamilyNames];
  return searchEntries({
    familyNames: [...borne, ...earlier].filter((name) => name !== null),
    givenNames: resident.givenNames,
    birthDate: resident.birthDate,
    addresses: resident.addresses,
  });
}
