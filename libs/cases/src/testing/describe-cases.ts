import type { DataSource, EntityManager } from 'typeorm';
import { ALL_AUTHORITIES, ForeignAttempts, type Keeper, within } from '#libs/register-kit';
import { anOfficer } from '#libs/register-kit-testing';
import { CaseUnknown } from '../case.errors.ts';
import type { CaseDefinition } from '../case-definition.ts';
import type { Case } from '../case.rules.ts';
import { CaseStore } from '../case.store.ts';
import { OfficerCases } from '../officer-cases.service.ts';

export interface CasesUnderTest<C extends Case> {
  /** As the app role. */
  readonly source: DataSource;
  readonly definition: CaseDefinition<C>;
  /** Whose cases {@link open} opens. */
  readonly keeper: Keeper;
  /** An authority that keeps none of them. */
  readonly foreign: Keeper;
  /** Opens a case, and answers its id. */
  readonly open: () => Promise<string>;
  /** How an officer may end it. */
  readonly outcome: C['outcome'] & string;
}

/** What the cases of every register promise: one authority's are not there for another one, by statement and by policy. */
export function describeCases<C extends Case>(opened: () => CasesUnderTest<C>): void {
  const officer = anOfficer('officer-of-the-contract');
  const store = () => new CaseStore(opened().definition);
  const all = { ids: [ALL_AUTHORITIES] };

  /** What somebody gets who is admitted as one and asks as another. */
  async function answers(admitted: Pick<Keeper, 'ids'>, asks: Keeper, id: string) {
    const { source, outcome } = opened();
    const each = [
      async (manager: EntityManager) => (await store().find(manager, asks, id)) !== null,
      async (manager: EntityManager) =>
        (await store().list(manager, asks, {}, undefined, 100)).some((found) => found.id === id),
      (manager: EntityManager) => store().take(manager, asks, id, officer),
      (manager: EntityManager) => store().close(manager, asks, id, officer, outcome),
    ];
    const given: boolean[] = [];
    for (const work of each) given.push(await within(source, admitted, work));
    return given;
  }

  const rows = (authorities: Pick<Keeper, 'ids'>, sql: string, id: string): Promise<unknown[]> =>
    within(opened().source, authorities, (manager) => manager.query<unknown[]>(sql, [id]));

  it('are there for their authority', async () => {
    const { keeper, open } = opened();
    const given = await answers(keeper, keeper, await open());
    expect(given).toEqual([true, true, true, true]);
  });

  it('are not there for another one by the statements alone', async () => {
    const { foreign, open } = opened();
    const given = await answers(all, foreign, await open());
    expect(given).toEqual([false, false, false, false]);
  });

  it('are not there for another one by the policy alone', async () => {
    const { keeper, foreign, open } = opened();
    const given = await answers(foreign, keeper, await open());
    expect(given).toEqual([false, false, false, false]);
  });

  it('are closed to whoever names no authority, with what was done to them', async () => {
    const { source } = opened();
    for (const table of ['cases', 'case_acts'])
      await expect(source.query(`select from ${table}`)).rejects.toMatchObject({ code: '42704' });
  });

  it('are read, changed and noted by their authority alone, whatever the statement', async () => {
    const { keeper, foreign, open } = opened();
    const id = await open();
    const steps = 'select from case_acts where case_id = $1';
    const change = `with changed as (update cases set opened_at = opened_at where id = $1 returning id)
      select from changed`;
    for (const sql of [steps, change]) {
      expect((await rows(keeper, sql, id)).length).toBeGreaterThan(0);
      expect((await rows(all, sql, id)).length).toBeGreaterThan(0);
      expect(await rows(foreign, sql, id)).toEqual([]);
    }
    const refused = { code: '42501' };
    const given = rows(keeper, `update cases set authority = 'somebody-else' where id = $1`, id);
    await expect(given).rejects.toMatchObject(refused);
    const noted = `insert into case_acts (case_id, act) values ($1, 'TAKEN')`;
    await expect(rows(foreign, noted, id)).rejects.toMatchObject(refused);
    await expect(rows(keeper, noted, id)).resolves.toEqual([]);
  });

  it('tell their authority, and nobody else, who of another one asked for them', async () => {
    const { source, definition, keeper, foreign, open } = opened();
    const attempts = new ForeignAttempts(source);
    const officers = new OfficerCases(source, definition, attempts);
    const id = await open();
    const wrong = { ...foreign, by: { client: 'a-desk' } };
    await expect(officers.read(wrong, id)).rejects.toBeInstanceOf(CaseUnknown);
    expect(await attempts.page(keeper, undefined, 1)).toMatchObject([
      { operation: 'case', recordId: id, office: foreign.id, client: 'a-desk' },
    ]);
    expect(await attempts.page(foreign, undefined, 1)).toEqual([]);
  });

  it('are given in pages in the order in which they were opened, those of all whom an authority succeeded', async () => {
    const { source, definition, keeper, foreign, open } = opened();
    const officers = new OfficerCases(source, definition, new ForeignAttempts(source));
    await open();
    await open();
    const successor = { id: 'successor', ids: [...foreign.ids, ...keeper.ids] };
    const whole = await officers.list(successor, {}, undefined, 100);
    const ids = whole.map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(1);
    expect(ids).toEqual(ids.toSorted((one, other) => one.localeCompare(other)));
    const [first, second] = await officers.list(successor, {}, undefined, 2);
    expect([first?.id, second?.id]).toEqual(ids.slice(0, 2));
    const after = await officers.list(successor, { state: whole[1]!.state }, ids[0], 1);
    expect(after.map(({ id }) => id)).toEqual([ids[1]]);
  });

  it('are protected by force in tables that do not belong to the app role', async () => {
    const found = await opened().source.query<object[]>(
      `select relrowsecurity and relforcerowsecurity as forced, relowner::regrole::text = current_user as own
       from pg_class where oid in ('cases'::regclass, 'case_acts'::regclass)`,
    );
    expect(found).toEqual([1, 2].map(() => ({ forced: true, own: false })));
  });
}
