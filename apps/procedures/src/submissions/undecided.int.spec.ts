import { Webhook } from 'standardwebhooks';
import { Upkeep } from '#libs/service-kit';
import { eventually, firstRunOf } from '#libs/test-kit';
import { TestReceiver } from '../../../../libs/webhooks/src/testing/index.ts';
import { waiting } from '../testing/handing-in.ts';
import { isOver, lastDay } from './submission.sql.ts';
import { AUTHORITY, testProcedures, type TestProcedures } from '../testing/test-procedures.ts';

let on: TestProcedures;
let receiver: TestReceiver;
beforeAll(async () => {
  receiver = await new TestReceiver().start();
  on = await testProcedures(new Map([[AUTHORITY, `http://127.0.0.1:${receiver.port}/einmal`]]));
  for (const task of ['undecided-submissions', 'undecided-notices']) await firstRunOf(task);
});
afterAll(async () => {
  await on.stop();
  await receiver.stop();
});

const sql = async (text: string, ...values: unknown[]) => (await on.admin()).query(text, values);
const run = (task: string) => on.app.get(Upkeep).run(task);
const changedAt = (id: string, at: string) =>
  sql('update submission set changed_at = $2 where id = $1', id, at);
const toldAgo = (id: string, ago: string) =>
  sql('update submission set ends_told_at = now() - $2::interval where id = $1', id, ago);
const toldBefore = (keep: string) =>
  sql(`update retention_period set keep = $1 where kind = 'undecided-notice'`, keep);
afterEach(() => toldBefore('6 months'));
const shown = async (id: string) => (await on.petra('GET', `/v1/submissions/${id}`)).body;
const take = async (id: string) => (await on.petra('POST', `/v1/submissions/${id}/take`)).body;
const ending = async () =>
  ((await on.petra('GET', '/v1/submissions?ending=true')).body['submissions'] as { id: string }[]).map(
    ({ id }) => id,
  );
const thisYear = async (): Promise<number> =>
  (await sql(`select extract(year from now() at time zone 'Europe/Berlin')::int as year`)).rows[0].year;

describe('an application that nobody decides', () => {
  it('ends three years after the end of the year of its last change, told half a year before, and no sooner', async () => {
    const [gone, kept, decided] = [await waiting(on), await waiting(on), await waiting(on)];
    const year = await thisYear();
    const { version } = await take(decided);
    const decision = { expectedVersion: version, outcome: 'REFUSED', reason: 'Kein Nachweis.' };
    await on.petra('POST', `/v1/submissions/${decided}/decision`, decision);
    await changedAt(gone, `${year - 4}-12-31T12:00:00Z`);
    // The half year before its last day, and the day after it, are in different years.
    await changedAt(kept, `${year - 2}-01-01T12:00:00Z`);
    await changedAt(decided, `${year - 9}-01-01T12:00:00Z`);
    expect(await run('undecided-submissions')).toBe(0);
    expect(await run('undecided-notices')).toBe(1);
    expect([await run('undecided-notices'), await run('undecided-submissions')]).toEqual([0, 0]);
    expect(await ending()).toEqual([gone]);
    await toldAgo(gone, '7 months');
    await toldAgo(kept, '7 months');
    expect(await run('undecided-submissions')).toBe(1);
    expect(await shown(gone)).toMatchObject({ code: 'submission-unknown' });
    expect(await shown(kept)).toMatchObject({ id: kept, endsOn: `${year + 1}-12-31` });
    expect(await shown(decided)).not.toHaveProperty('endsOn');
  });

  it('says to who applies and to clerks on which day it ends, and begins its time anew when it is taken', async () => {
    const id = await waiting(on);
    const year = await thisYear();
    await changedAt(id, `${year - 2}-06-01T12:00:00Z`);
    const mine = async () => (await on.anna('GET', `/v1/me/submissions/${id}`)).body['endsOn'];
    expect([await mine(), (await shown(id))['endsOn']]).toEqual([`${year + 1}-12-31`, `${year + 1}-12-31`]);
    await toldAgo(id, '0 months');
    expect(await ending()).toContain(id);
    await take(id);
    expect([await ending(), await mine()]).toEqual([expect.not.arrayContaining([id]), `${year + 3}-12-31`]);
  });

  it('ends when its last day in Berlin is over, and has that day still to come while it was not told', async () => {
    // In days, so that the day on which it was told follows from the last one.
    await toldBefore('183 days');
    const id = await waiting(on);
    await changedAt(id, `${(await thisYear()) - 9}-06-01T12:00:00Z`);
    const dayFrom = async (days: number) => {
      const day = `to_char((now() at time zone 'Europe/Berlin')::date + $1::int, 'YYYY-MM-DD') as day`;
      return (await sql(`select ${day}`, days)).rows[0].day;
    };
    const endsOn = async () => (await shown(id))['endsOn'];
    expect(await endsOn()).toBe(await dayFrom(183));
    const midnight = `((now() at time zone 'Europe/Berlin')::date - 183)::timestamp`;
    const told = (at: string) =>
      sql(`update submission set ends_told_at = (${at}) at time zone 'Europe/Berlin' where id = $1`, id);
    await told(midnight);
    expect([await endsOn(), await run('undecided-submissions')]).toEqual([await dayFrom(0), 0]);
    await told(`${midnight} - interval '1 second'`);
    expect([await endsOn(), await run('undecided-submissions')]).toEqual([await dayFrom(-1), 1]);
  });

  it.each([
    ['2026-05-29T08:07:00Z', '2026-11-29', '2026-11-29T22:59:59Z', '2026-11-29T23:00:00Z'],
    ['2026-09-27T22:30:00Z', '2027-03-28', '2027-03-28T21:59:59Z', '2027-03-28T22:00:00Z'],
    ['2027-04-30T22:30:00Z', '2027-11-01', '2027-11-01T22:59:59Z', '2027-11-01T23:00:00Z'],
    ['2026-04-24T22:30:00Z', '2026-10-25', '2026-10-25T22:59:59Z', '2026-10-25T23:00:00Z'],
  ])('that was told at %s has %s as its last day', async (told, day, still, over) => {
    const found = `select to_char(${lastDay('$2::timestamptz')}, 'YYYY-MM-DD') as day, ${isOver('$2::timestamptz')} as over
      from (values ('2020-06-01'::timestamptz, $1::timestamptz)) s (changed_at, ends_told_at)`;
    const at = async (instant: string) => (await sql(found, told, instant)).rows;
    const tenPast = `${day}T09:07:00Z`;
    for (const instant of [tenPast, still]) expect(await at(instant)).toEqual([{ day, over: false }]);
    expect(await at(over)).toEqual([{ day, over: true }]);
  });

  it('is told to the authority’s own system before it ends and when it has ended, and recorded without a person', async () => {
    const secret = (await on.system()('POST', '/v1/callback/secrets')).body['secret'] as string;
    const id = await waiting(on);
    await changedAt(id, `${(await thisYear()) - 4}-12-31T12:00:00Z`);
    await run('undecided-notices');
    await toldAgo(id, '7 months');
    const ofThis = () => receiver.received.filter(({ body }) => body.includes(id));
    await eventually('it is told that it ends', ofThis, ({ length }) => length === 2);
    await run('undecided-submissions');
    const told = await eventually('it is told that it ended', ofThis, ({ length }) => length === 3);
    const events = told.map(({ body, headers }) =>
      new Webhook(secret).verify(body, headers as Record<string, string>),
    );
    const data = { submission: id, form: 'example-permit', formVersion: 1, authority: AUTHORITY };
    expect(events.slice(1)).toMatchObject([
      { id: `${id}_2`, type: 'submission.ending.v1', data },
      { id: `${id}_3`, type: 'submission.ended.v1', data },
    ]);
    const { rows } = await sql('select * from submission_end where submission = $1', id);
    expect(rows).toMatchObject([{ form: 'example-permit', authority: AUTHORITY, position: 3 }]);
    expect(JSON.stringify(rows)).not.toContain('anna');
    await sql(`update submission_end set at = now() - interval '13 months' where submission = $1`, id);
    expect(await run('submission-ends')).toBe(1);
    for (const table of ['submission_end where submission', 'webhook_cursor where stream'])
      expect((await sql(`select from ${table} = $1`, id)).rowCount).toBe(0);
  });
});
