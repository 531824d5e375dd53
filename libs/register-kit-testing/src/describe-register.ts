import type { RegisterRecord } from '#libs/register-kit';
import { describeActs } from './describe-acts.ts';
import { describeBulk } from './describe-bulk.ts';
import { describeCompetence } from './describe-competence.ts';
import { describeCatalogue } from './describe-catalogue.ts';
import { describeDisclosureLog } from './describe-disclosure-log.ts';
import { describeDisclosures } from './describe-disclosures.ts';
import { describeHistory } from './describe-history.ts';
import { describeHoldings } from './describe-holdings.ts';
import { describePermits } from './describe-permits.ts';
import { describePseudonymKeys } from './describe-pseudonym-keys.ts';
import { describeRecalls } from './describe-recalls.ts';
import { describeRights } from './describe-rights.ts';
import type { RegisterContract } from './register-contract.ts';
import { RegisterUnderTest } from './register-under-test.ts';

/** The promise all registers share, checked on a real PostgreSQL. */
export function describeRegister<T extends RegisterRecord>(contract: RegisterContract<T>): void {
  describe(`register ${contract.register.name}`, () => {
    let test: RegisterUnderTest<T>;
    const opened = (): RegisterUnderTest<T> => test;

    beforeAll(async () => {
      test = await RegisterUnderTest.open(contract);
    });
    afterAll(() => test.close());

    describe('acts', () => describeActs(opened));
    describe('history', () => describeHistory(opened));
    describe('bulk registration', () => describeBulk(opened));
    describe('catalogue', () => describeCatalogue(contract));
    describe('disclosures', () => describeDisclosures(opened));
    describe('the disclosure log', () => describeDisclosureLog(opened));
    describe('recalls for a person', () => describeRecalls(opened));
    describe('refuses a permit batch', () => describePermits(opened));
    describe('tells the gateway', () => describeHoldings(opened));
    describe('competence', () => describeCompetence(opened));
    describe('keys of pseudonyms', () => describePseudonymKeys(opened));
    describe('rights', () => describeRights(opened));
  });
}
