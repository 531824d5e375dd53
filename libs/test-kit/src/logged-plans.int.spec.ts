import type { ClientBase, Pool } from 'pg';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { Background, createPool, createUpkeepPool, Upkeep } from '#libs/service-kit';
import { calls, tasks, type Work } from './plan-work.ts';
import { QueryPlans } from './query-plans.ts';
import { databaseConfig, testDatabase, type TestDatabase } from './test-database.ts';

const ROWS = 100_000;
const FEW = 10;

class CreateNotes1700000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create table notes (id int primary key, author int, kind int, text text default repeat('x', 200))`,
    );
    await runner.query('create index notes_by_author on notes (author)');
    await runner.query('create index notes_by_kind on notes (kind)');
    await runner.query('create index notes_by_id_and_kind on notes (id, kind)');
    await runner.query('grant select on notes to plans_app');
  }

  async down(): Promise<void> {}
}

let database: TestDatabase;
let plans: QueryPlans;
let hot: Pool;
let pools: readonly Pool[];
let upkeep: Upkeep;

const one = 'select from notes where id = 1';
const all = 'select text from notes';

beforeAll(async () => {
  database = await testDatabase({ app: 'plans', migrations: [CreateNotes1700000000000] });
  const config = databaseConfig(database.appUrl);
  hot = createPool(config, 'plans-hot');
  pools = [1, 2].map(() => createUpkeepPool(config, 'plans-upkeep'));
  upkeep = new Upkeep(pools[0] as Pool, new Background());
  const add = (name: string, sql: string, meanwhile = async (): Promise<unknown> => undefined): void =>
    upkeep.add({
      name,
      most: 1,
      portion: async (session) => {
        await meanwhile();
        await session.query(sql);
        return 0;
      },
    });
  add('of-all', all);
  add('of-one', one, () => Promise.all([upkeep.run('of-all'), hot.query(all)]));
  plans = await QueryPlans.watch(
    database,
    'plans',
    `insert into notes select n, n, n from generate_series(1, ${ROWS}) n`,
  );
});
afterAll(async () => {
  await plans.close();
  await Promise.all([hot, ...pools].map((pool) => pool.end()));
  await database.drop();
});

const task = (name: string, run = (each: string): Promise<unknown> => upkeep.run(each)): readonly Work[] =>
  tasks({ all: [{ name, most: FEW }], run });
const call = (sql: string) => calls(FEW, { call: async () => (await hot.query(sql), 200) });

describe('what is told of plans', () => {
  it('is what a call looked at, without the task that ran meanwhile', async () => {
    const beside = async (sql: string): Promise<number> => {
      await upkeep.run('of-all');
      await hot.query(sql);
      return 200;
    };
    await plans.judge(calls(FEW, { call: () => beside(one) }));
    await expect(plans.judge(calls(FEW, { call: () => beside(all) }))).rejects.toThrow(
      `call: Seq Scan notes looks at ${ROWS} rows`,
    );
  });

  it('is what a task looked at, without the call and the task that ran meanwhile', async () => {
    await plans.judge(task('of-one'));
    await expect(plans.judge(task('of-all'))).rejects.toThrow('of-all: Seq Scan notes');
  });

  it('is told of a whole run, also when another one was quicker', async () => {
    const begun = Promise.withResolvers<void>();
    const over = Promise.withResolvers<void>();
    const other = new Upkeep(pools[1] as Pool, new Background());
    const portion = async (session: ClientBase): Promise<number> => {
      begun.resolve();
      await over.promise;
      await session.query(all);
      return 0;
    };
    other.add({ name: 'of-all', most: 1, portion });
    let holding: Promise<unknown> | undefined;
    const run = async (name: string): Promise<void> => {
      holding ??= other.run(name);
      await begun.promise;
      await upkeep.run(name);
      over.resolve();
    };
    await expect(plans.judge(task('of-all', run))).rejects.toThrow('of-all: Seq Scan notes');
    await holding;
  });

  it('is a fault of what was said but once, unless the app says it unasked as well', async () => {
    const once = (isUnasked: boolean) => {
      let called = 0;
      return async (): Promise<number> => {
        called += 1;
        await hot.query(called === 1 ? all : one);
        // The last call of both times is over before this is said.
        if (isUnasked && called === 14) void hot.query(all);
        return 200;
      };
    };
    await expect(plans.judge(calls(FEW, { call: once(false) }), 500)).rejects.toThrow('call: Seq Scan notes');
    await plans.judge(calls(FEW, { call: once(true) }));
  });

  it('is no fault where the same statement has none when it is said again', async () => {
    const some = 'select text from notes where id <= $1';
    let called = 0;
    const call = async (): Promise<number> => {
      called += 1;
      await hot.query(some, [called === 1 ? ROWS : 1]);
      return 200;
    };
    await plans.judge(calls(FEW, { call }));
  });

  it('names the indexes that nobody misses, and makes all anew', async () => {
    const works = call('select from notes where author = 1');
    await expect(plans.notMissed(works)).resolves.toEqual(['notes_by_id_and_kind', 'notes_by_kind']);
    await plans.judge(works);
  });

  it('is a walk through an index that begins with another column, though it finds one row', async () => {
    const works = call('select id from notes where kind = 77');
    await expect(plans.notMissed(works)).resolves.toEqual(['notes_by_author', 'notes_by_id_and_kind']);
  });
});
