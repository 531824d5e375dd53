import pg from 'pg';
import { runMigrations } from '#libs/service-kit';
import { testDatabase, type TestDatabase } from '#libs/test-kit';
import { migrations } from './index.ts';
import { submissionEndsMigration } from './submission-ends.migration.ts';

const earlier = migrations.slice(0, migrations.indexOf(submissionEndsMigration));

let database: TestDatabase;
let admin: pg.Client;
beforeAll(async () => {
  database = await testDatabase({ app: 'procedures', migrations: earlier });
  admin = new pg.Client({ connectionString: database.migratorUrl });
  await admin.connect();
});
afterAll(async () => {
  await admin.end();
  await database.drop();
});

const received = '2021-03-01T08:00:00Z';
/** As the column began: with the day of receipt. */
async function waiting(n: number, round = 1): Promise<string> {
  const id = `00000000-0000-4000-8000-00000000000${n}`;
  await admin.query(
    `insert into submission (id, draft, person, form, form_version, authority, idempotency_key, fingerprint, key_version,
      wrapped_key, statements, state, received_at, changed_at)
    values ($1, gen_random_uuid(), 'p', 'f', 1, 'a', 'k', 'f', 1, '', '', 'IN_REVIEW', $2, $2)`,
    [id, received],
  );
  await admin.query(
    `insert into submission_source (submission, evidence_type, state, round) values ($1, 't', 'NOT_RELEASED', $2)`,
    [id, round],
  );
  return id;
}

it('gives applications the time of what was asked, answered, taken or released since they came', async () => {
  const [untouched, asked, taken, again, later] = [
    await waiting(1),
    await waiting(2),
    await waiting(3),
    await waiting(4, 2),
    await waiting(5),
  ];
  const note = `insert into submission_message (submission, number, kind, content, at) values ($1, $2, $3, '', $4)`;
  await admin.query(note, [asked, 1, 'QUESTION', '2023-01-01T00:00:00Z']);
  await admin.query(note, [asked, 2, 'ANSWER', '2024-05-05T00:00:00Z']);
  await admin.query(`update submission set taken_at = '2022-02-02T00:00:00Z' where id = $1`, [taken]);
  await admin.query(`update submission set changed_at = '2025-05-05T00:00:00Z' where id = $1`, [later]);
  await runMigrations(database.migratorUrl, migrations);
  const { rows } = await admin.query<{ id: string; at: Date; fresh: boolean }>(
    `select id, changed_at as at, changed_at > now() - interval '1 hour' as fresh from submission`,
  );
  const atOf = new Map(rows.map(({ id, at }) => [id, at.toISOString().slice(0, 10)]));
  expect([untouched, asked, taken, later].map((id) => atOf.get(id))).toEqual([
    '2021-03-01',
    '2024-05-05',
    '2022-02-02',
    '2025-05-05',
  ]);
  expect(rows.filter(({ fresh }) => fresh).map(({ id }) => id)).toEqual([again]);
});
