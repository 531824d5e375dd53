import { Upkeep } from '#libs/service-kit';
import { eventually, firstRunOf } from '#libs/test-kit';
import { waiting } from '../testing/handing-in.ts';
import { testProcedures, type TestProcedures } from '../testing/test-procedures.ts';

let on: TestProcedures;
beforeAll(async () => {
  on = await testProcedures();
  for (const task of ['undecided-submissions', 'undecided-notices', 'decided-submissions'])
    await firstRunOf(task);
  // The upkeep's reading of a submission waits as long as the pause has a row: it has its snapshot by then, and no lock.
  await sql('create table pause (at timestamptz)');
  await sql('create table paused ()');
  await sql('grant select on pause, paused to procedures_app');
  // sleeps: in the database, until the row is gone; a lock would end by the upkeep's lock_timeout.
  await sql(`create function pause() returns boolean language plpgsql volatile as $$ begin
    while current_setting('application_name') ~ 'upkeep' and exists (select from pause) loop
      perform from paused;
      perform pg_sleep(0.02);
    end loop;
    return true;
  end $$`);
  await sql('create policy paused on submission to procedures_app using (pause())');
  await sql('alter table submission enable row level security');
});
afterAll(() => on.stop());

const sql = async (text: string, ...values: unknown[]) => (await on.admin()).query(text, values);
const run = (task: string) => on.app.get(Upkeep).run(task);
const events = async (id: string, type: string) =>
  (await sql('select from submission_event where submission = $1 and type = $2', id, type)).rowCount;
const left = async (id: string) => (await sql('select from submission where id = $1', id)).rowCount;
/** Whoever waits has read the table, and holds it until its transaction ends. */
const paused = async () =>
  (await sql(`select from pg_locks where relation = 'paused'::regclass and pid <> pg_backend_pid()`))
    .rowCount;

/** Runs a task whose statement finds the submission as it was before its key was wrapped anew, and locks it as it is then. */
async function rewrappedDuring(task: string, id: string): Promise<number> {
  await sql('insert into pause values (now())');
  const running = run(task);
  try {
    await eventually('the statement reads', paused, (count) => count !== 0);
    await sql('update submission set key_version = key_version, wrapped_key = wrapped_key where id = $1', id);
  } finally {
    await sql('delete from pause');
  }
  return running;
}

describe('an application whose key is wrapped anew while the upkeep looks at it', () => {
  it('has ended where its end is recorded, once', async () => {
    const id = await waiting(on);
    await sql(
      `update submission set changed_at = now() - interval '5 years', ends_told_at = now() - interval '7 months' where id = $1`,
      id,
    );
    expect(await rewrappedDuring('undecided-submissions', id)).toBe(1);
    expect(await run('undecided-submissions')).toBe(0);
    const ends = await sql('select from submission_end where submission = $1', id);
    expect([await left(id), ends.rowCount]).toEqual([0, 1]);
  });

  it('is told once that it ends', async () => {
    const id = await waiting(on);
    await sql(`update submission set changed_at = now() - interval '5 years' where id = $1`, id);
    expect(await rewrappedDuring('undecided-notices', id)).toBe(1);
    await run('undecided-notices');
    expect(await events(id, 'submission.ending.v1')).toBe(1);
  });

  it('goes with what was told of it when it was decided', async () => {
    const id = await waiting(on);
    const { body } = await on.petra('POST', `/v1/submissions/${id}/take`);
    const decision = { expectedVersion: body['version'], outcome: 'REFUSED', reason: 'Kein Nachweis.' };
    await on.petra('POST', `/v1/submissions/${id}/decision`, decision);
    await sql(`update submission set decided_at = now() - interval '5 years' where id = $1`, id);
    expect(await rewrappedDuring('decided-submissions', id)).toBe(1);
    expect(await left(id)).toBe(0);
  });
});
