import { randomUUID } from 'node:crypto';
import { AuthorityTable } from '#libs/authorities';
import { OfficerCases } from '#libs/cases';
import { createRecordStore, Disclosures, ForeignAttempts, Keepers, within } from '#libs/register-kit';
import {
  aPermit,
  anAct,
  anOfficer,
  OfficeRecords,
  RegisterUnderTest,
  startRegister,
  valuesOf,
} from '#libs/register-kit-testing';
import { residentCases } from './cases/case.rules.ts';
import { ResidentCaseStore } from './cases/case.store.ts';
import { migrations } from './migrations/index.ts';
import { aHome, aPostalAddress, aResident } from './resident.builder.ts';
import type { Resident } from './resident.entity.ts';
import { moveTo } from './resident.rules.ts';
import { residents } from './residents.register.ts';

/** Two municipalities that become one on the day after `until`. */
const table = (until: string): AuthorityTable =>
  new AuthorityTable([
    {
      id: 'oberdorf',
      name: 'Oberdorf',
      register: 'residents',
      areas: ['03241001'],
      until,
      successor: 'dorf',
    },
    {
      id: 'unterdorf',
      name: 'Unterdorf',
      register: 'residents',
      areas: ['03159016'],
      until,
      successor: 'dorf',
    },
    { id: 'dorf', name: 'Dorf', register: 'residents', areas: ['03101000'] },
    { id: 'nachbarn', name: 'Nachbarn', register: 'residents', areas: ['03102000'] },
  ]);
const before = { ...residents, authorities: table('2999-12-31') };
const after = { ...residents, authorities: table('2020-12-31') };

const change = (n: number) => moveTo(aPostalAddress({ houseNumber: `${100 + n}` }), '2026-01-01');
const oberdorf = () => aResident({ authority: 'oberdorf' });
const unterdorf = () => aResident({ authority: 'unterdorf', addresses: [aHome({ ags: '03159016' })] });

let register: RegisterUnderTest<Resident>;

beforeAll(async () => {
  const contract = { register: before, migrations, example: oberdorf, kept: [], change };
  register = await RegisterUnderTest.open(contract);
});
afterAll(() => register.close());

const afterwards = (authority: string): OfficeRecords<Resident> =>
  OfficeRecords.of(createRecordStore(after, register.source, register.config), after, authority);

it('gives the records of two municipalities to the one that they become, on the day and without a change', async () => {
  const ids = [await register.register(oberdorf()), await register.register(unterdorf())];
  await expect(register.recordsOf('unterdorf').get(ids[0] ?? '')).rejects.toMatchObject({
    code: 'record-unknown',
  });
  const dorf = afterwards('dorf');
  for (const id of ids) {
    expect(await dorf.get(id)).toMatchObject({ version: 1 });
    expect(await dorf.history(id)).toHaveLength(1);
    await expect(afterwards('nachbarn').get(id)).rejects.toMatchObject({ code: 'record-unknown' });
  }
  const listed = await dorf.store.list(dorf.keeper, undefined, 100);
  expect(listed.map(({ id }) => id)).toEqual(expect.arrayContaining(ids));
});

it('lets a resident move from one to the other, and the new one go on', async () => {
  const id = await register.register(oberdorf());
  const across = moveTo(aPostalAddress({ ags: '03159016' }), '2026-01-01');
  await expect(register.records.change(id, anAct(), across)).rejects.toMatchObject({
    code: 'other-authority-competent',
  });
  await afterwards('dorf').change(id, anAct(), across);
  expect(await afterwards('dorf').get(id)).toMatchObject({ version: 2, authority: 'dorf' });
  const { id: made } = await afterwards('dorf').register(anAct(), valuesOf(unterdorf()));
  expect(await afterwards('dorf').get(made)).toMatchObject({ authority: 'dorf' });
});

it('refuses tokens of the former ones, and says who keeps their records', () => {
  for (const authority of ['oberdorf', 'unterdorf'])
    expect(() => new Keepers(after).of({ authority })).toThrow(/ended.* dorf:/);
  expect(() => new Keepers(before).of({ authority: 'oberdorf' })).not.toThrow();
});

it('names the new one in evidence about a record of a former one', async () => {
  const id = await register.register(oberdorf());
  const app = await startRegister(after, register.config, register.database.appUrl);
  const permit = aPermit({ subjectKind: 'record', subject: id, fields: ['familyName'] });
  const [answer] = await app.get<Disclosures<Resident>>(Disclosures).answer([permit]);
  await app.close();
  expect(JSON.parse(answer as string)).toMatchObject({ status: 'EVIDENCE', registerAuthority: 'Dorf' });
});

it('answers for the new one where the process was told to serve a former one, from the day on', async () => {
  const { id } = await afterwards('dorf').register(anAct(), valuesOf(oberdorf()));
  const ids = [id, await register.register(oberdorf()), await register.register(unterdorf())];
  const answers = async (on: typeof after) => {
    const served = Object.assign({}, register.config, { registerAuthorities: ['oberdorf'] });
    const app = await startRegister(on, served, register.database.appUrl);
    const permits = ids.map((subject) => aPermit({ subjectKind: 'record', subject, fields: ['familyName'] }));
    const answered = await app.get<Disclosures<Resident>>(Disclosures).answer(permits);
    await app.close();
    return answered.map((answer) => (JSON.parse(answer as string) as { status: string }).status);
  };
  expect(await answers(after)).toEqual(['EVIDENCE', 'EVIDENCE', 'EVIDENCE']);
  expect(await answers(before)).toEqual(['NO_EVIDENCE', 'EVIDENCE', 'NO_EVIDENCE']);
});

it('gives the cases of a former one to the new one, which goes on with them', async () => {
  const recordId = await register.register(oberdorf());
  const former = new Keepers(before).of({ authority: 'oberdorf' });
  const opened = {
    recordId,
    authority: 'oberdorf',
    kind: 'FORMER_RESIDENT',
    eventId: randomUUID(),
    otherAuthority: 'nachbarn',
    effectiveOn: '2026-02-01',
    reportedAt: '2026-02-02T10:00:00.000Z',
  } as const;
  await within(register.source, former, (manager) => new ResidentCaseStore().open(manager, opened));
  const cases = new OfficerCases(register.source, residentCases, new ForeignAttempts(register.source));
  const [found] = await cases.list(former, {}, undefined, 10);
  const id = found?.id ?? '';
  const officer = anOfficer('officer-a');
  await cases.take(former, id, officer);
  for (const stranger of ['nachbarn', 'unterdorf'])
    await expect(cases.read(new Keepers(before).of({ authority: stranger }), id)).rejects.toMatchObject({
      code: 'case-unknown',
    });
  // On the eve the one to come keeps nothing yet.
  await expect(cases.read(new Keepers(before).of({ authority: 'dorf' }), id)).rejects.toMatchObject({
    code: 'case-unknown',
  });
  const successor = new Keepers(after).of({ authority: 'dorf' });
  expect(await cases.list(successor, {}, undefined, 10)).toMatchObject([{ id, state: 'TAKEN' }]);
  await cases.close(successor, id, officer, 'STAYS');
  const file = await cases.read(successor, id);
  expect(file.found).toMatchObject({ authority: 'oberdorf', state: 'CLOSED', outcome: 'STAYS' });
  expect(file.acts.map(({ act }) => act)).toEqual(['OPENED', 'TAKEN', 'CLOSED']);
});
