import { Pool } from 'pg';
import { heldKey, pseudonym } from '#libs/contracts';
import { CitizenSubjects } from './citizen-subjects.ts';
import type { CitizenEntry } from './citizens-file.ts';
import { KeptPseudonyms } from './kept-pseudonyms.store.ts';
import { NumberOffice } from './number-office.ts';
import { accounts, citizens, demoIdnr, lockedIdnr, numbers } from './testing/demo-people.ts';

const key = heldKey(Buffer.alloc(32, 7));
// It is asked nothing here.
const kept = new KeptPseudonyms(new Pool());
const subjects = new CitizenSubjects(new NumberOffice(numbers), kept, key);
const citizen = (login: string): CitizenEntry =>
  citizens.find((each) => each.login === login) as CitizenEntry;
const named = (idnr: string): string => pseudonym(key, 'citizen', idnr);
const { iss, sub } = accounts.anna;

describe('the number of whom a login names', () => {
  it.each([
    ['of the subject is told', 'anna', named(demoIdnr), demoIdnr],
    ['of a person that has another one now is not', 'anna', named(lockedIdnr), undefined],
    [
      'of a login without a number is not, also when there is one now',
      'anna',
      pseudonym(key, 'account', iss, sub),
      undefined,
    ],
    ['of somebody locked is not', 'clara', named(lockedIdnr), undefined],
    ['of before the lock is told on a day before it', 'clara-before', named(lockedIdnr), lockedIdnr],
  ])('%s', async (_story, login, subject, expected) => {
    expect(await subjects.numberOf(citizen(login), subject)).toBe(expected);
  });
});
