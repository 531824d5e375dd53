import pg from 'pg';
import type { MigrationInterface } from 'typeorm';
import { testDatabase } from '#libs/test-kit';
import { gatewayMigrations as gateway } from '../../apps/gateway/src/migrations/index.ts';
import { migrations as identity } from '../../apps/identity/src/migrations.ts';
import { migrations as operator } from '../../apps/operator/src/migrations/index.ts';
import { migrations as procedures } from '../../apps/procedures/src/migrations/index.ts';
import { type ProgramName, programNames } from '../description/app-names.ts';

type Migrations = readonly (new () => MigrationInterface)[];

const others: Readonly<Partial<Record<ProgramName, Migrations>>> = {
  gateway,
  identity,
  operator,
  procedures,
};

/** Those of a register lie where all registers have them. */
const migrationsOf = async (app: ProgramName): Promise<Migrations> =>
  others[app] ??
  ((await import(`../../apps/${app}/src/migrations/index.ts`)) as { migrations: Migrations }).migrations;

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

/** Columns that hold pseudonyms, wherever they are, whose row does not say the version of the keys. */
const unversioned = `
select c.table_schema || '.' || c.table_name || '.' || c.column_name as name from information_schema.columns c
where c.column_name in ('citizen', 'person', 'pseudonym', 'event_subject', 'holder_subject', 'concerns', 'acted_by',
    'acted_with', 'decided_by', 'event_key')
  and not exists (select from information_schema.columns v where v.table_schema = c.table_schema
    and v.table_name = c.table_name and v.column_name = 'pseudonym_version')
order by 1`;

describe.each(programNames)('functions and pseudonyms in the database of %s', (app) => {
  it('act for their owner, or write, only for roles that were granted them, and find what their owner meant; pseudonyms have a version', async () => {
    const database = await testDatabase({ app, migrations: await migrationsOf(app) });
    const owner = new pg.Client({ connectionString: database.migratorUrl });
    await owner.connect();
    const names = async (sql: string) =>
      (await owner.query<{ name: string }>(sql)).rows.map(({ name }) => name);
    const [open, lost, ofNoVersion] = [
      await names(openToAll),
      await names(searching),
      await names(unversioned),
    ];
    await owner.end();
    await database.drop();
    expect({ open, lost, ofNoVersion }).toEqual({ open: [], lost: [], ofNoVersion: [] });
  });
});
