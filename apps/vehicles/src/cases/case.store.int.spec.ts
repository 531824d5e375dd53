import pg from 'pg';
import { actsFor } from '#libs/register-kit';
import { anAct, anOfficer } from '#libs/register-kit-testing';
import { Background, createUpkeepPool, Upkeep } from '#libs/service-kit';
import { databaseConfig } from '#libs/test-kit';
import { vehicles } from '../vehicles.register.ts';
import { deregister } from '../vehicle.rules.ts';
import { aPersonHolder } from '../vehicle.builder.ts';
import { CaseUpkeep } from './case-upkeep.service.ts';
import { CasesStand } from '../testing/cases-stand.ts';

let stand: CasesStand;

beforeAll(async () => {
  stand = await CasesStand.open(0);
});
afterAll(() => stand.close());

describe('officers', () => {
  it('who take a case at once: one gets it, and the book says who', async () => {
    const { caseId } = await stand.claimed(aPersonHolder());
    const officers = Array.from({ length: 8 }, (_, n) => anOfficer(`officer-${n}`));
    const taken = await Promise.all(officers.map((officer) => stand.cases.take(caseId, officer)));
    expect(taken.filter(Boolean)).toHaveLength(1);
    const { takenBy } = (await stand.cases.find(caseId))!;
    expect(takenBy).toBe(officers[taken.indexOf(true)]?.person.sub);
    const acts = await stand.cases.acts(caseId);
    expect(acts.filter(({ act }) => act === 'TAKEN')).toMatchObject([{ officer: takenBy }]);
  });

  it('close what they have taken or nobody has, once', async () => {
    const { caseId } = await stand.claimed(aPersonHolder());
    await stand.cases.take(caseId, anOfficer('officer-a'));
    expect(await stand.cases.close(caseId, anOfficer('officer-b'), 'NO_ACTION')).toBe(false);
    const namesake = { ...anOfficer('officer-a'), person: { iss: 'http://other.test', sub: 'officer-a' } };
    expect(await stand.cases.close(caseId, namesake, 'NO_ACTION')).toBe(false);
    const closed = await Promise.all(
      Array.from({ length: 4 }, () => stand.cases.close(caseId, anOfficer('officer-a'), 'PLATE_KEPT')),
    );
    expect(closed.filter(Boolean)).toHaveLength(1);
    expect((await stand.cases.acts(caseId)).filter(({ act }) => act === 'CLOSED')).toHaveLength(1);
  });

  it('are persons, in the database too', async () => {
    const { caseId } = await stand.claimed(aPersonHolder());
    const taken = stand.rows(
      `update cases set state = 'TAKEN', taken_by = 'client', taken_at = now() where id = $1`,
      caseId,
    );
    await expect(taken).rejects.toThrow('cases_taken_by_person');
  });

  it('cannot rewrite what was noted', async () => {
    await expect(stand.source.query('update case_acts set officer = null')).rejects.toMatchObject({
      code: '42501',
    });
    await expect(stand.source.query('delete from cases')).rejects.toMatchObject({ code: '42501' });
  });
});

describe('the upkeep', () => {
  let pool: pg.Pool;
  let upkeep: Upkeep;

  beforeAll(() => {
    pool = createUpkeepPool(databaseConfig(stand.database.appUrl), 'upkeep', actsFor(vehicles, undefined));
    upkeep = new Upkeep(pool, new Background());
    new CaseUpkeep(upkeep);
  });
  afterAll(() => pool.end());

  it('ends open cases that acts on the vehicle have overtaken, and no others', async () => {
    const [open, taken, current] = [
      await stand.claimed(aPersonHolder()),
      await stand.claimed(aPersonHolder()),
      await stand.claimed(aPersonHolder()),
    ];
    await stand.cases.take(taken.caseId, anOfficer('officer-a'));
    const today = '2026-02-01';
    for (const { vehicleId } of [open, taken]) {
      await stand.records.change(vehicleId, anAct({ effectiveOn: today }), deregister(today));
    }
    await upkeep.run('overtaken-cases');
    expect(await stand.cases.find(open.caseId)).toMatchObject({ state: 'CLOSED', outcome: 'OBSOLETE' });
    expect(await stand.cases.find(taken.caseId)).toMatchObject({ state: 'TAKEN' });
    expect(await stand.cases.find(current.caseId)).toMatchObject({ state: 'OPEN' });
  });

  it('removes what was closed more than a year ago', async () => {
    const [old, recent] = [await stand.claimed(aPersonHolder()), await stand.claimed(aPersonHolder())];
    for (const { caseId } of [old, recent])
      await stand.cases.close(caseId, anOfficer('officer-a'), 'NO_ACTION');
    const owner = new pg.Client({ connectionString: stand.database.migratorUrl });
    await owner.connect();
    await owner.query(`update cases set closed_at = now() - interval '1 year 1 day' where id = $1`, [
      old.caseId,
    ]);
    await owner.end();
    await expect(upkeep.run('cases')).resolves.toBe(1);
    expect(await stand.cases.find(old.caseId)).toBeNull();
    expect(await stand.cases.find(recent.caseId)).not.toBeNull();
  });
});
