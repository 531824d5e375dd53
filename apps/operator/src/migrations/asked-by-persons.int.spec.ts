import pg from 'pg';
import { runMigrations } from '#libs/service-kit';
import { testDatabase, type TestDatabase } from '#libs/test-kit';
import { askedByPersonsMigration } from './asked-by-persons.migration.ts';
import { migrations } from './index.ts';

const earlier = migrations.slice(0, migrations.indexOf(askedByPersonsMigration));
const letter = '00000000-0000-4000-8000-000000000001';

let database: TestDatabase;
let admin: pg.Client;
beforeAll(async () => {
  database = await testDatabase({ app: 'operator', migrations: earlier });
  admin = new pg.Client({ connectionString: database.migratorUrl });
  await admin.connect();
});
afterAll(async () => {
  await admin.end();
  await database.drop();
});

it('gives up what machines asked for and nobody began, says so, and leaves the rest', async () => {
  await admin.query(
    `insert into dead_letter (id, consumer_group, topic, origin, event_key, event_id, type, bytes, cause_code, cause,
       attempts, blocks_key, state, parked_at, changed_at)
     values ($1, 'g', 't', 't/0/0', 'k', 'e', 't', 1, 'handler-failed', '', 1, true, 'PARKED', now(), now())`,
    [letter],
  );
  const replay = `insert into replay (selection, target, rate_per_second, order_hash, reason, ticket, requested_by,
    requested_issuer, expires_at) values ('{}', '{}', 1, repeat('a', 64), 'r', 't', $1, $2, now())`;
  const correction = `insert into correction (dead_letter_id, transform, reason, ticket, requested_by, requested_issuer)
    values ('${letter}', '{}', 'r', 't', $1, $2)`;
  await admin.query(replay, ['operator-olga', null]);
  await admin.query(replay, ['p_olga', 'issuer']);
  await admin.query(correction, ['operator-olga', null]);
  await runMigrations(database.migratorUrl, migrations);
  await admin.query(correction, ['p_olga', 'issuer']);
  for (const [table, machine] of [
    ['replay', replay],
    ['correction', correction],
  ] as const) {
    const { rows } = await admin.query<object>(
      `select requested_by as by, state from ${table} order by requested_issuer nulls first`,
    );
    expect(rows).toEqual([
      { by: 'operator-olga', state: 'cancelled' },
      { by: 'p_olga', state: 'draft' },
    ]);
    await expect(admin.query(machine, ['operator-olga', null])).rejects.toThrow(`${table}_asked_by_person`);
  }
  const audit = await admin.query<object>('select actor, action from audit order by seq');
  expect(audit.rows).toEqual([
    { actor: 'system', action: 'replay.cancelled' },
    { actor: 'system', action: 'dead-letters.correction-cancelled' },
  ]);
  const secrets = await admin.query<{ secret: string }>('select distinct secret from correction');
  expect(secrets.rows.map(({ secret }) => secret.length)).toEqual([64, 64]);
});
