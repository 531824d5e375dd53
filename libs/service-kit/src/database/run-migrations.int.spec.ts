import type { MigrationInterface, QueryRunner } from 'typeorm';
import { testDatabase, type TestDatabase } from '#libs/test-kit';
import { describeStartFailure } from '../errors/index.ts';
import { runMigrations } from './run-migrations.ts';

class First1767312000001 implements MigrationInterface {
  up = (runner: QueryRunner): Promise<void> => runner.query('create table first (id int)');
  down = (): Promise<void> => Promise.resolve();
}
class Second1767312000002 implements MigrationInterface {
  up = (runner: QueryRunner): Promise<void> => runner.query('create table second (id int)');
  down = (): Promise<void> => Promise.resolve();
}

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase({ app: 'kit', migrations: [] });
});
afterAll(() => database.drop());

const failureOf = (url: string): Promise<string> =>
  runMigrations(url, [First1767312000001]).then(() => 'none', describeStartFailure);

describe('a database that a newer version has migrated', () => {
  it('is refused by an older one, which says so in one sentence and changes nothing', async () => {
    await runMigrations(database.migratorUrl, [First1767312000001, Second1767312000002]);
    expect(await failureOf(database.migratorUrl)).toBe(
      'The database was migrated by a newer version (Second1767312000002): take that version, or a backup from before; nothing was changed.',
    );
    expect(await runMigrations(database.migratorUrl, [First1767312000001, Second1767312000002])).toEqual([]);
  });
});

describe('a login or a server that is not there', () => {
  const changed = (change: (url: URL) => void): string => {
    const url = new URL(database.migratorUrl);
    change(url);
    return url.href;
  };

  it.each<[string, (url: URL) => void, RegExp]>([
    [
      'another password',
      (url) => (url.password = 's3cret'),
      /^MIGRATION_DATABASE_URL: PostgreSQL does not take the user or the password\.$/,
    ],
    [
      'no such database',
      (url) => (url.pathname = '/nowhere'),
      /^MIGRATION_DATABASE_URL: PostgreSQL has no database of that name\.$/,
    ],
    [
      'a port where nobody listens',
      (url) => (url.port = '1'),
      /^The database does not answer .*check the host and port/,
    ],
  ])('is told in one sentence: %s', async (_what, change, sentence) => {
    const text = await failureOf(changed(change));
    expect(text).toMatch(sentence);
    expect(text).not.toMatch(/s3cret|\n/);
  });
});
