import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { v7 } from 'uuid';
import { OfficerCases } from '#libs/cases';
import { PERMIT_TYP } from '#libs/contracts';
import { ForeignAttempts, Keepers, within } from '#libs/register-kit';
import { anOfficer, PermitCaller, RegisterUnderTest } from '#libs/register-kit-testing';
import { describeCases } from '../../../../libs/cases/src/testing/index.ts';
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
    const caller = () => new PermitCaller(register);
    const told = async () => {
      const permit = caller().permitFor(await caller().registered(), { fields: ['familyName', 'birthDate'] });
      await caller().ask(permit);
      return permit.decisionId;
    };
    const casesOf = (id: string) =>
      register.rows<Record<string, unknown>>('select * from cases where event_id = $1', [id]);

    it('are opened once for a report, at the authority of the record, and tell what became of it', async () => {
      const report = { id: randomUUID(), recalls: await told(), words: 'My name is another.' };
      const answers = await Promise.all([1, 2, 3].map(() => caller().report(report)));
      expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200]);
      const [found, ...others] = await casesOf(report.id);
      expect(others).toEqual([]);
      expect(found).toMatchObject({
        kind: 'VALUE_DOUBTED',
        authority: register.records.keeper.id,
        words: report.words,
        told: 'familyName,birthDate',
      });
      const question = { id: report.id, recalls: report.recalls };
      expect((await caller().report(question)).body).toEqual({ state: 'OPEN', outcome: null });
      const source = register.app.get(DataSource);
      const officers = new OfficerCases(source, residentCases, new ForeignAttempts(source));
      const { keeper } = register.records;
      const listed = await officers.list(keeper, { kind: 'VALUE_DOUBTED' }, undefined, 100);
      expect(listed.map(({ eventId }) => eventId)).toContain(report.id);
      await officers.close(keeper, found!['id'] as string, anOfficer('o'), 'CONFIRMED');
      expect((await caller().report(question)).body).toEqual({ state: 'CLOSED', outcome: 'CONFIRMED' });
      expect(await casesOf(report.id)).toMatchObject([{ words: null }]);
    });

    it('are not opened by a question, of what was not told, or by another token', async () => {
      const [id, recalls] = [randomUUID(), await told()];
      expect((await caller().report({ id, recalls })).body).toMatchObject({ state: 'UNKNOWN' });
      const unknown = { id, recalls: v7(), words: 'No.' };
      expect((await caller().report(unknown)).body).toMatchObject({ state: 'UNKNOWN' });
      const forged = await caller().report({ id, recalls, words: 'No.' }, PERMIT_TYP);
      expect(forged).toMatchObject({ statusCode: 403, body: { code: 'permit-refused' } });
      expect(await casesOf(id)).toEqual([]);
    });
  });
});
