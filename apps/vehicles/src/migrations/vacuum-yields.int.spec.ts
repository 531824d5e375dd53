import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { permitRoleOf } from '#libs/contracts';
import { type PostgresServer, provisionDatabase, startPostgres } from '#libs/local-services';
import { disclosureIdsMigration } from '#libs/register-kit';
import { runMigrations } from '#libs/service-kit';
import { eventually } from '#libs/test-kit';
import { migrations } from './index.ts';

let folder: string;
let server: PostgresServer;
let superuser: pg.Client;
/** No pool: it reports its end before its sockets are closed, and the server is stopped then. */
let owner: pg.Client;
let migratorUrl: string;

/** A server of its own, whose autovacuum looks every second; migrated up to the one that refuses ids. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'einmal-vacuum-'));
  server = await startPostgres({ dir: folder, durable: false });
  const database = await provisionDatabase(server.url, {
    database: 'vehicles',
    migrator: 'vehicles_migrator',
    app: 'vehicles_app',
    permits: permitRoleOf('vehicles'),
    passwords: { migrator: 'migrator', app: 'app' },
  });
  migratorUrl = database.migratorUrl;
  const url = new URL(server.url);
  url.pathname = '/vehicles';
  superuser = new pg.Client({ connectionString: url.href });
  await superuser.connect();
  await superuser.query(`alter system set autovacuum_naptime = '1s'`);
  await superuser.query('select pg_reload_conf()');
  await runMigrations(migratorUrl, migrations.slice(0, migrations.indexOf(disclosureIdsMigration)));
  owner = new pg.Client({ connectionString: migratorUrl });
  await owner.connect();
}, 120_000);
afterAll(async () => {
  await owner.end();
  await superuser.end();
  await server.stop();
  await rm(folder, { recursive: true });
});

const vacuuming = async (table: string): Promise<number | undefined> =>
  (
    await superuser.query<{ pid: number }>(
      `select pid from pg_stat_activity where backend_type = 'autovacuum worker' and query ~ $1`,
      [`autovacuum: VACUUM.* public\\.${table}\\M`],
    )
  ).rows[0]?.pid;

/** Begins an autovacuum that would take minutes. */
async function vacuumSlowly(table: string, fill: string): Promise<void> {
  await superuser.query('set session_replication_role = replica');
  await superuser.query(fill);
  await superuser.query(`delete from ${table}`);
  await superuser.query(`alter table ${table} set (autovacuum_vacuum_threshold = 0, autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_cost_delay = 100, autovacuum_vacuum_cost_limit = 1)`);
  await eventually(
    'it is vacuumed',
    () => vacuuming(table),
    (pid) => pid !== undefined,
    60_000,
  );
}

/** As the upkeep, which comes again when a lock was not to be had in 100 ms: on a busy machine no vacuum yields in that. */
const made = (call: string): Promise<number | undefined> =>
  eventually(
    `${call} has its lock`,
    async () => (await owner.query<{ made: number }>(`select ${call} as made`)).rows[0]?.made,
    (count) => count !== undefined,
  );

const letters = (table: string): string => `
  insert into ${table} (decision_id, authority, purpose, evidence_type, subject_kind, fields, outcome)
  select uuidv7(interval '8 months'), '', '', '', 'idnr', '', 'UNKNOWN' from generate_series(1, 60000)`;

describe('beside an autovacuum', () => {
  it('a log is changed by a migration', async () => {
    await vacuumSlowly('disclosure_log_default', letters('disclosure_log_default'));
    await runMigrations(migratorUrl, migrations);
  }, 120_000);

  it('a month is made', async () => {
    await vacuumSlowly('disclosure_log_default', letters('disclosure_log_default'));
    expect(await made('log_ensure_months(4)')).toBe(1);
  }, 120_000);

  it('a day of the outbox is made', async () => {
    await vacuumSlowly(
      'outbox_default',
      `
      insert into outbox_default (id, event_id, key, payload, created_at) overriding system value
      select -n, gen_random_uuid(), 'k', '', now() - interval '9 days' from generate_series(1, 60000) n`,
    );
    expect(await made('outbox_ensure_partitions(15)')).toBe(1);
  }, 120_000);
});
