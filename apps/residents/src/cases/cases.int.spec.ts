import { randomUUID } from 'node:crypto';
import { Keepers, within } from '#libs/register-kit';
import { RegisterUnderTest } from '#libs/register-kit-testing';
import { describeCases, describeDoubts } from '../../../../libs/cases/src/testing/index.ts';
import { migrations } from '../migrations/index.ts';
import { aPostalAddress, aResident } from '../resident.builder.ts';
import type { Resident } from '../resident.entity.ts';
import { moveTo } from '../resident.rules.ts';
import { residents } from '../residents.register.ts';
import { residentCases } from './case.rules.ts';
import { ResidentCaseStore } from './case.store.ts';

const change = (n: number) => moveTo(aPostalAddress({ houseNumber: `${100 + n}` }), '2026-01-01');
let register: RegisterUnderTest<Resident>;

beforeAll(async () => {
  register = await RegisterUnderTest.open({
    register: residents,
    migrations,
    example: aResident,
    kept: [],
    change,
  });
});
afterAll(() => register.close());

/** About a record of Hannover. */
async function open(): Promise<string> {
  const recordId = await register.register();
  const { keeper } = register.records;
  await within(register.source, keeper, (manager) =>
    new ResidentCaseStore().open(manager, {
      recordId,
      authority: keeper.id,
      kind: 'FORMER_RESIDENT',
      eventId: randomUUID(),
      otherAuthority: 'meldebehoerde-goettingen',
      effectiveOn: '2026-02-01',
      reportedAt: '2026-02-02T10:00:00.000Z',
    }),
  );
  const [opened] = await register.rows<{ id: string }>('select id from cases where record_id = $1', [
    recordId,
  ]);
  return opened?.id ?? '';
}

describe('cases of the residents register', () => {
  describeCases(() => ({
    source: register.source,
    definition: residentCases,
    keeper: register.records.keeper,
    foreign: new Keepers(residents).of({ authority: 'meldebehoerde-goettingen' }),
    open,
    outcome: 'STAYS',
  }));

  describe('of a value that a person doubts', () => {
    describeDoubts(() => register, residentCases);
  });
});
