import { Logger } from '@nestjs/common';
import pg from 'pg';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { databaseConfig, testDatabase, type TestDatabase } from '#libs/test-kit';
import { describeStartFailure } from '../errors/index.ts';
import { runMigrations } from './run-migrations.ts';
import { requireSchema } from './schema.ts';

const migration = (name: string): new () => MigrationInterface =>
  class implements MigrationInterface {
    readonly name = name;
    up = (runner: QueryRunner): Promise<void> => runner.query(`create table "${name}" (id int)`);
    down = (): Promise<void> => Promise.resolve();
  };
const [first, second, third] = ['First', 'Second', 'Third'].map((name, n) =>
  migration(`${name}176731200000${n}`),
) as [new () => MigrationInterface, new () => MigrationInterface, new () => MigrationInterface];
const ending = migration('ContractNames1767312000009');

let database: TestDatabase;
const logged: unknown[] = [];
beforeEach(async () => {
  database = await testDatabase({ app: 'kit', migrations: [first, second] });
  const note = (entry: unknown): number => logged.push(entry);
  Logger.overrideLogger({ log: note, warn: note, error: note });
  logged.length = 0;
});
afterEach(() => database.drop());

const startWith = (migrations: readonly (new () => MigrationInterface)[]): Promise<string> =>
  requireSchema(databaseConfig(database.appUrl), migrations).then(() => 'started', describeStartFailure);

describe('a service whose database', () => {
  it('has its schema starts, and says nothing', async () => {
    expect(await startWith([first, second])).toBe('started');
    expect(logged).toEqual([]);
  });

  it('has an older schema says what lacks and what to do, until it was migrated', async () => {
    expect(await startWith([first, second, third])).toBe(
      'The database is of an older version (without Third1767312000002): run migrate of this version, then this starts; nothing was changed.',
    );
    await runMigrations(database.migratorUrl, [first, second, third]);
    expect(await startWith([first, second, third])).toBe('started');
  });

  it.each([
    ['was never migrated', 'drop table migrations'],
    ['was migrated by a version that let no service look', 'revoke select on migrations from public'],
  ])('%s is told likewise', async (_what, sql) => {
    const owner = new pg.Client(database.migratorUrl);
    await owner.connect();
    await owner.query(sql);
    await owner.end();
    expect(await startWith([first, second])).toMatch(
      /^The database is of an older version \(without First\w+, Second\w+\): run migrate /,
    );
  });

  it('has a newer schema that lets it go on starts, as in a roll-out, and warns', async () => {
    await runMigrations(database.migratorUrl, [first, second, third]);
    expect(await startWith([first, second])).toBe('started');
    const msg =
      'The database was migrated by a newer version (Third1767312000002), which lets this one go on: replace it by that version.';
    expect(logged).toEqual([{ msg }]);
  });

  it('has a newer schema that ends older versions does not start', async () => {
    await runMigrations(database.migratorUrl, [first, second, third, ending]);
    expect(await startWith([first, second])).toBe(
      'The database was migrated by a newer version (ContractNames1767312000009) that leaves nothing for this one: start that version, or a backup from before; nothing was changed.',
    );
  });

  it('does not answer is told as ever', async () => {
    const url = new URL(database.appUrl);
    url.port = '1';
    const start = requireSchema(databaseConfig(url.href), [first]).catch(describeStartFailure);
    expect(await start).toMatch(/^The database does not answer /);
  });
});
