import pg from 'pg';
import { testDatabase, type TestDatabase } from '#libs/test-kit';
import { migrations } from './index.ts';

let database: TestDatabase;
let pool: pg.Pool;
beforeAll(async () => {
  database = await testDatabase({ app: 'operator', migrations });
  pool = new pg.Pool({ connectionString: database.appUrl });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const hash = (digit: string): string => `repeat('${digit}', 64)`;
const counted = (digit: string): string => `dry_run = jsonb_build_object('hash', ${hash(digit)})`;
const seen = (digit: string): string => `approved_dry_run = ${hash(digit)}`;
const approved = `state = 'approved', approved_by = 'x', approved_issuer = 'i', approved_hash = order_hash`;

/** As the service writes it, with its rights. */
async function aReplay(): Promise<(changes: string) => Promise<unknown>> {
  const { rows } = await pool.query<{ id: string }>(
    `insert into replay (selection, target, rate_per_second, order_hash, reason, ticket, requested_by, requested_issuer,
       expires_at)
     values ('{}', '{}', 1, ${hash('a')}, 'r', 't', 'olga', 'issuer', now()) returning id`,
  );
  return (changes) => pool.query(`update replay set ${changes} where id = $1`, [rows[0]!.id]);
}

describe('the approval of a replay, in the database', () => {
  it('is of the dry run that stands in the row, and of none that comes with it', async () => {
    const change = await aReplay();
    await change(`state = 'dry-run', ${counted('b')}`);
    await expect(change(`${approved}, ${seen('c')}`)).rejects.toThrow('replay_approved_what_was_counted');
    await expect(change(approved)).rejects.toThrow('replay_approved_as_seen');
    await expect(change(`${approved}, ${counted('c')}, ${seen('c')}`)).rejects.toThrow(
      'replay_approved_as_seen',
    );
    await expect(change(seen('b'))).rejects.toThrow('replay_approved_as_seen');
    await change(`${approved}, ${seen('b')}`);
  });

  it.each([
    ['b', counted('b')],
    ['of a release before', `dry_run = '{}'`],
  ])('stays with its dry run as it was, until it is counted again: %s', async (_name, dryRun) => {
    const change = await aReplay();
    await change(`state = 'dry-run', ${dryRun}`);
    await change(`${approved}, ${seen('b')}`);
    for (const state of ['approved', 'running', 'cancelled']) {
      for (const later of [seen('c'), 'approved_dry_run = null', counted('c'), `dry_run = '{"read": 1}'`])
        await expect(change(`state = '${state}', ${later}`)).rejects.toThrow(/replay_approved_/);
    }
    await change(`progress = '{}'`);
    await change(`state = 'dry-run', dry_run = null, approved_dry_run = null`);
  });
});
