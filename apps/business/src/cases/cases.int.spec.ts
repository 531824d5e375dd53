import { v7 } from 'uuid';
import { Keepers } from '#libs/register-kit';
import { PermitCaller, RegisterUnderTest } from '#libs/register-kit-testing';
import { describeCases, describeDoubts } from '../../../../libs/cases/src/testing/index.ts';
import { business } from '../business.register.ts';
import { aCompany } from '../company.builder.ts';
import type { Company } from '../company.entity.ts';
import { moveSeat } from '../company.rules.ts';
import { migrations } from '../migrations/index.ts';
import { companyCases } from './case.rules.ts';

let register: RegisterUnderTest<Company>;

beforeAll(async () => {
  register = await RegisterUnderTest.open({
    register: business,
    migrations,
    example: aCompany,
    kept: [],
    change: (n) => (company) =>
      moveSeat(
        { seat: { place: `Ort ${n}` }, register: company.register, euid: company.euid },
        '2026-01-01',
      )(company),
  });
});
afterAll(() => register.close());

/** Opens a case about a company of the register, and answers its id. */
async function open(): Promise<string> {
  const caller = new PermitCaller(register);
  const permit = caller.permitFor(await caller.registered());
  await caller.ask(permit);
  const report = { id: v7(), recalls: permit.decisionId, words: 'It is another.' };
  await caller.report(report);
  const [opened] = await register.rows<{ id: string }>('select id from cases where event_id = $1', [
    report.id,
  ]);
  return opened!.id;
}

describe('cases of the commercial register', () => {
  describeCases(() => ({
    source: register.source,
    definition: companyCases,
    keeper: register.records.keeper,
    foreign: new Keepers(business).of({ authority: 'registergericht-hannover' }),
    open,
    outcome: 'CONFIRMED',
  }));

  describe('of a value that a person doubts', () => {
    describeDoubts(() => register, companyCases);
  });
});
