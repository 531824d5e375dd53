import { ALL_AUTHORITIES, Disclosures, type RegisterRecord, RecordUnknown } from '#libs/register-kit';
import { OfficeRecords } from './office-records.ts';
import { aPermit } from './permit-gateway.ts';
import { startRegister } from './start-register.ts';
import { anAct, type RegisterUnderTest, valuesOf } from './register-under-test.ts';

/** One authority's records are not there for another one: by the store's statements, and by the database behind them. */
export function describeCompetence<T extends RegisterRecord>(opened: () => RegisterUnderTest<T>): void {
  const foreign = { id: 'another-office', ids: ['another-office'] };
  const others = () => new OfficeRecords(opened().records.store, foreign);
  const tables = () => [opened().table, opened().history];

  /** SQL of the app role without any condition of ours, as if the store had forgotten its own. */
  async function asAppRole(
    authorities: string | undefined,
    sql: string,
    values: unknown[] = [],
  ): Promise<number> {
    const client = await opened().pool.connect();
    try {
      await client.query('begin');
      if (authorities !== undefined)
        await client.query(`select set_config('einmal.authorities', $1, true)`, [authorities]);
      return (await client.query(sql, values)).rowCount ?? 0;
    } finally {
      await client.query('rollback');
      client.release();
    }
  }

  it('finds no record of another authority, whatever is done', async () => {
    const { contract, records } = opened();
    const example = contract.example();
    const { naturalKey, subjects } = contract.register;
    const id = await opened().register(example);
    const unknown = [
      others().get(id),
      others().history(id),
      others().stateAt(id, {}),
      others().change(id, anAct(), contract.change(1)),
    ];
    for (const refused of unknown) await expect(refused).rejects.toBeInstanceOf(RecordUnknown);
    expect(await records.store.list(foreign, undefined, 100)).toEqual([]);
    for (const [kind, subject] of Object.entries(subjects)) {
      const value = (await records.get(id))[(subject as { property: keyof T }).property];
      expect(await records.store.find(foreign, kind as never, String(value))).toEqual([]);
    }
    expect((await records.get(id))[naturalKey]).toBe(example[naturalKey]);
    expect(await records.get(id)).toMatchObject({ version: 1 });
  });

  it('gives nobody the receipt of another authority, nor takes its record for one imported before', async () => {
    const { contract, records } = opened();
    const values = valuesOf(contract.example());
    const { id } = await records.register(anAct(), values);
    const act = anAct({ idempotencyKey: `receipt-${id}`, fingerprint: 'same' });
    await records.change(id, act, contract.change(1));
    await expect(others().change(id, act, contract.change(1))).rejects.toBeInstanceOf(RecordUnknown);
    const [outcome] = await others().registerMany([{ act: anAct(), values }]);
    expect(outcome).not.toBe('unchanged');
  });

  it('holds without the conditions of the statements', async () => {
    const id = await opened().register();
    const { keeper } = opened().records;
    const row = (table: string) => `${table === opened().table ? 'id' : 'record_id'} = $1`;
    for (const table of tables()) {
      const read = `select from ${table} where ${row(table)}`;
      expect([table, await asAppRole(keeper.ids.join(), read, [id])]).toEqual([table, 1]);
      expect([table, await asAppRole(ALL_AUTHORITIES, read, [id])]).toEqual([table, 1]);
      expect([table, await asAppRole(foreign.id, read, [id])]).toEqual([table, 0]);
      expect([table, await asAppRole(`${keeper.id}-2,x${keeper.id}`, read, [id])]).toEqual([table, 0]);
    }
    const act = `update ${opened().table} set version = version where id = $1`;
    expect(await asAppRole(keeper.ids.join(), act, [id])).toBe(1);
    expect(await asAppRole(foreign.id, act, [id])).toBe(0);
    const given = asAppRole(keeper.ids.join(), `update ${opened().table} set authority = 'x' where id = $1`, [
      id,
    ]);
    await expect(given).rejects.toMatchObject({ code: '42501' });
    const noted = `insert into ${opened().history} (record_id, version, type, effective_on, recorded_at, ground, officer,
      body_fingerprint, event_id, patch) values ($1, 9, '', now(), now(), '', '', '', gen_random_uuid(), '{}')`;
    await expect(asAppRole(foreign.id, noted, [id])).rejects.toMatchObject({ code: '42501' });
    expect(await asAppRole(keeper.ids.join(), noted, [id])).toBe(1);
  });

  it.each([undefined, ''])('is an error where no authority is named (%j)', async (named) => {
    for (const table of tables())
      await expect(asAppRole(named, `select from ${table}`)).rejects.toMatchObject({ code: '42704' });
  });

  it('answers permits for those alone whom the process serves, and knows nothing of the others', async () => {
    const { contract, config, database, records } = opened();
    const { register } = contract;
    const served = Object.assign({}, config, { registerAuthorities: [records.keeper.id] });
    const app = await startRegister(register, served, database.appUrl);
    const ids = await Promise.all(contract.kept.map(({ record }) => opened().register(record())));
    const fields = Object.keys(register.fields).slice(0, 1);
    const permits = ids.map((subject) => aPermit({ subjectKind: 'record', subject, fields }));
    const answers = await app.get<Disclosures<T>>(Disclosures).answer(permits);
    await app.close();
    const told = answers.map((answer) => (JSON.parse(answer as string) as { status: string }).status);
    const own = contract.kept.map(({ record }) => record().authority === records.keeper.id);
    expect(told).toEqual(own.map((is) => (is ? 'EVIDENCE' : 'NO_EVIDENCE')));
  });

  it('is forced upon the tables, which do not belong to the app role', async () => {
    const rows = await opened().rows<{ forced: boolean; owner: string }>(
      `select relrowsecurity and relforcerowsecurity as forced, relowner::regrole::text as owner
       from pg_class where oid = any($1::regclass[])`,
      [tables()],
    );
    expect(rows).toEqual(
      tables().map(() => ({ forced: true, owner: `${opened().contract.register.name}_migrator` })),
    );
  });
}
