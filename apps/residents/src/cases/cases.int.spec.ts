import { randomUUID } from 'node:crypto';
import { v7 } from 'uuid';
import { PERMIT_TYP, type PersonMarks } from '#libs/contracts';
import { Keepers, within } from '#libs/register-kit';
import { PermitCaller, RegisterUnderTest } from '#libs/register-kit-testing';
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

  describe('of who represents a child', () => {
    const caller = () => new PermitCaller(register);
    const key = 'A'.repeat(43);
    const nobody = { self: [key], children: [], locked: false };
    const ofMother = { familyName: 'Muster', givenNames: 'Erika Marie', birthDate: '1980-05-17' };
    const family = async (names: 'both' | 'one') => {
      const born = { familyName: 'Muster', givenNames: 'Mia', birthDate: '2015-03-04' };
      const child = aResident({ ...born, callName: null, legalRepresentatives: [ofMother] });
      const mother = aResident({ minorChildren: names === 'both' ? [born] : [] });
      await register.register(child);
      await register.register(mother);
      return { child, mother };
    };
    const personOf = ({ idnr, birthDate }: Resident) => ({ id: v7(), key, idnr, birthDate });
    const marksOf = async (person: Resident) =>
      (await caller().represents({ ...personOf(person), ask: 'PERSON' })).body as PersonMarks;
    const judged = async (child: Resident, by: PersonMarks) =>
      (await caller().represents({ ...personOf(child), ask: 'CHILD', by })).body;
    const opened = (idnr: string) =>
      register.rows<Record<string, unknown>>(
        `select c.* from cases c join residents r on r.id = c.record_id
         where r.idnr = $1 and c.kind = 'REPRESENTATION_DOUBTED'`,
        [idnr],
      );

    it('are opened once at the authority of the child where the records differ, and never for a stranger', async () => {
      const { child, mother } = await family('one');
      const by = await marksOf(mother);
      const answers = await Promise.all([1, 2, 3].map(() => judged(child, by)));
      expect(answers).toEqual(answers.map(() => ({ answer: 'DOUBT', open: false })));
      expect(await opened(child.idnr)).toMatchObject([
        { authority: 'meldebehoerde-hannover', state: 'OPEN' },
      ]);
      const agreed = await family('both');
      expect(await judged(agreed.child, await marksOf(agreed.mother))).toEqual({
        answer: 'ALONE',
        open: true,
      });
      expect(await judged(agreed.child, nobody)).toEqual({ answer: 'NO', open: false });
      expect(await opened(agreed.child.idnr)).toEqual([]);
    });

    it('are asked about in one way, whoever is unknown, and each question is answered once and logged', async () => {
      const { child } = await family('both');
      const { birthDate } = child;
      const unknown = aResident({ birthDate });
      const shape = { self: [expect.stringMatching(/^[\w-]{43}$/)], children: [], locked: false };
      expect([
        await marksOf(unknown),
        await marksOf(aResident({ idnr: child.idnr, birthDate: '2015-03-05' })),
      ]).toEqual([shape, shape]);
      expect(await judged(unknown, nobody)).toEqual(await judged(child, nobody));
      const asked = { ...personOf(child), ask: 'CHILD', by: nobody } as const;
      await caller().represents(asked);
      const again = await caller().represents(asked);
      expect([again.statusCode, again.body.code]).toEqual([403, 'permit-refused']);
      const forged = await caller().represents({ ...asked, id: v7() }, PERMIT_TYP);
      expect([forged.statusCode, forged.body.code]).toEqual([403, 'permit-refused']);
      expect(await caller().logged({ decisionId: asked.id })).toMatchObject({
        outcome: 'MISMATCH',
        purpose: 'representation',
        recipient: 'PERSON',
      });
      const company = {
        id: v7(),
        key,
        ask: 'COMPANY',
        subjectKind: 'euid',
        subject: 'X',
        by: [key],
      } as const;
      expect((await caller().represents(company)).statusCode).toBe(403);
    });
  });
});
