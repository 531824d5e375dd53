import pg from 'pg';
import { runMigrations } from '#libs/service-kit';
import { testDatabase } from '#libs/test-kit';
import { migrations } from './index.ts';
import { leftOutKeptMigration } from './left-out-kept.migration.ts';

const earlier = migrations.slice(0, migrations.indexOf(leftOutKeptMigration));

it('takes over from the audit what was left out before', async () => {
  const database = await testDatabase({ app: 'operator', migrations: earlier });
  const admin = new pg.Client({ connectionString: database.migratorUrl });
  await admin.connect();
  try {
    const leftOut = [{ group: 'g.h', events: 2 }];
    const ask = async (detail: object): Promise<string> => {
      const { rows } = await admin.query<{ id: string }>(
        `insert into redrive (id, kind, requested_by, selection) values (gen_random_uuid(), 'REDRIVE', 'o', '{}') returning id`,
      );
      await admin.query(
        `insert into audit (actor, action, object, detail) values ('o', 'dead-letters.redrive-requested', $1, $2)`,
        [rows[0]!.id, JSON.stringify(detail)],
      );
      return rows[0]!.id;
    };
    const [some, none] = [await ask({ leftOut, events: 1 }), await ask({ events: 1 })];
    await runMigrations(database.migratorUrl, migrations);
    const { rows } = await admin.query<object>(
      'select id, left_out as "leftOut", absent_groups as absent from redrive order by number',
    );
    expect(rows).toEqual([
      { id: some, leftOut, absent: [] },
      { id: none, leftOut: [], absent: [] },
    ]);
  } finally {
    await admin.end();
    await database.drop();
  }
});
