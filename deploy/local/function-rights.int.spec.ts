import pg from 'pg';
import { testDatabase } from '#libs/test-kit';
import { migrations as business } from '../../apps/business/src/migrations/index.ts';
import { gatewayMigrations as gateway } from '../../apps/gateway/src/migrations/index.ts';
import { migrations as identity } from '../../apps/identity/src/migrations.ts';
import { migrations as operator } from '../../apps/operator/src/migrations/index.ts';
import { migrations as residents } from '../../apps/residents/src/migrations/index.ts';
import { migrations as vehicles } from '../../apps/vehicles/src/migrations/index.ts';
import { programNames } from '../description/app-names.ts';

const migrationsOf = { business, gateway, identity, operator, residents, vehicles };

/** A trigger's function without its owner's rights does only what the statement behind it may do. */
const openToAll = `
select p.oid::regprocedure::text as name from pg_proc p
where p.pronamespace = 'public'::regnamespace and has_function_privilege('public', p.oid, 'execute')
  and (p.prosecdef or p.provolatile = 'v' and p.prorettype <> 'trigger'::regtype)
order by 1`;
const searching = `
select p.oid::regprocedure::text as name from pg_proc p
where p.pronamespace = 'public'::regnamespace and p.prosecdef
  and not coalesce(p.proconfig @> '{"search_path=public, pg_temp"}', false)
order by 1`;

describe.each(programNames)('functions in the database of %s', (app) => {
  it('act for their owner, or write, only for roles that were granted them, and find what their owner meant', async () => {
    const database = await testDatabase({ app, migrations: migrationsOf[app] });
    const owner = new pg.Client({ connectionString: database.migratorUrl });
    await owner.connect();
    const names = async (sql: string) =>
      (await owner.query<{ name: string }>(sql)).rows.map(({ name }) => name);
    const [open, lost] = [await names(openToAll), await names(searching)];
    await owner.end();
    await database.drop();
    expect({ open, lost }).toEqual({ open: [], lost: [] });
  });
});
