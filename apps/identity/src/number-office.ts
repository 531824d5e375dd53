import type { BasicData, IdentityRetrieval } from './identity-retrieval.ts';
import type { NumberEntry } from './numbers-file.ts';

/** Stand-in of the federal office: a register of numbers of its own, in a file. It asks no register, as the office asks none. */
export class NumberOffice implements IdentityRetrieval {
  constructor(private readonly numbers: readonly NumberEntry[]) {}

  idnrOf(person: BasicData, on: string): Promise<string | undefined> {
    const [found, another] = this.numbers.filter((entry) => fits(entry.person, person));
    const isTold = found !== undefined && another === undefined && !isLocked(found, on);
    return Promise.resolve(isTold ? found.idnr : undefined);
  }
}

/** By family name, home and birth date, or by both names and birth date where no home is known; by nothing else (IDNrG §6(3)). */
function fits(held: BasicData, { familyName, givenNames, birthDate, home }: BasicData): boolean {
  if (held.familyName !== familyName || held.birthDate !== birthDate) return false;
  if (home === undefined) return held.givenNames === givenNames;
  return held.home?.postcode === home.postcode && held.home.place === home.place;
}

const isLocked = ({ lock }: NumberEntry, on: string): boolean =>
  lock !== undefined && lock.since <= on && on <= lock.until;
