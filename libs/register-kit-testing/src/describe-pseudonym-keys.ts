import { randomBytes } from 'node:crypto';
import type { RegisterRecord } from '#libs/register-kit';
import type { RegisterUnderTest } from './register-under-test.ts';
import { startRegister } from './start-register.ts';

/** A key that is not the one that the records were written with names other subjects. */
export function describePseudonymKeys<T extends RegisterRecord>(opened: () => RegisterUnderTest<T>): void {
  const key = (version = ''): string => version + randomBytes(32).toString('base64url');
  const starting = (change: object): Promise<unknown> => {
    const { contract, config, database } = opened();
    return startRegister(contract.register, Object.assign({}, config, change), database.appUrl);
  };

  it.each([
    ['CITIZEN_PSEUDONYM_KEY', 'citizenPseudonymKey'],
    ['EVENT_PSEUDONYM_KEY', 'eventPseudonymKey'],
  ])('refuses to start with another %s, or one of another version', async (setting, property) => {
    await expect(starting({ [property]: key() })).rejects.toThrow(
      new RegExp(
        `^${setting} is not the key that this database was written with as version 1: give that one`,
      ),
    );
    await expect(starting({ [property]: key('2:') })).rejects.toThrow(
      new RegExp(`^${setting} is of version 2, but table \\S+ of this database is written under version 1`),
    );
  });
}
