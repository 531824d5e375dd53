import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { correctEvent, type Transform } from '#libs/corrections';
import { type ChangeEvent, deadLetterHeaders as h, inboxCommands } from '#libs/contracts';
import { eventually, whileHeld } from '#libs/test-kit';
import { anEvent } from './event.builder.ts';
import { InboxStand } from './testing/inbox-stand.ts';
import type { Script } from './testing/stand.controller.ts';
import { takeEffect } from './testing/start-stand.ts';

const { correct, redrive } = inboxCommands;
const replaceDay: Transform = {
  kind: 'json-patch',
  patch: [{ op: 'replace', path: '/data/effectiveOn', value: '2026-11-20' }],
};
const secret = 'known to the command alone';
const subject = '263D46gOMZfF0jbhYZl0WEzv_JqTZtLfuzm6U6TiLBw';

let stand: InboxStand;
beforeEach(async () => {
  stand = await InboxStand.open();
});
afterEach(() => stand.close());

/** Cannot handle a day that is none. */
const strict: Script = async (event, context) => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(event.data.effectiveOn)) throw new Error('no day');
  await takeEffect(event, context);
};

function moved(n: number, effectiveOn: string): ChangeEvent {
  const event = anEvent(subject, n, 'resident.moved.v1');
  return { ...event, source: 'urn:einmal:register:residents', data: { ...event.data, effectiveOn } };
}

/** Two parked events of one key, of which the first cannot be handled as it is. */
async function parkTwo(): Promise<readonly [ChangeEvent, ChangeEvent]> {
  await stand.start(strict, { attempts: 1 });
  const events = [moved(1, 'yesterday'), moved(2, '2026-11-21')] as const;
  await stand.send(...events);
  await stand.deadLetters.until((letters) => letters.length >= 2);
  return events;
}

async function order(event: ChangeEvent, changed: object = {}, id: string = randomUUID()): Promise<string> {
  const correction = correctEvent(Buffer.from(JSON.stringify(event)), replaceDay, event, secret);
  if (!correction.ok) throw new Error('The correction is refused.');
  const { originalSha256, correctedSha256 } = correction.corrected;
  const hashes = { secret, originalSha256, correctedSha256 };
  const notAfter = new Date(Date.now() + 60_000).toISOString();
  const data = { key: subject, eventId: event.id, transform: replaceDay, ...hashes, notAfter };
  await stand.command(correct, { ...data, requestedBy: 'p_olga', approvedBy: 'p_paul', ...changed }, id);
  return id;
}

const announced = (id: string) =>
  stand.deadLetters.until((letters) => letters.some(({ headers }) => headers[h.correction] === id));

const kept = async (): Promise<readonly object[]> =>
  (
    await stand.sql.query<object>(
      `select id, convert_from(original, 'UTF8')::jsonb as original, requested_by as by, approved_by as approver
       from inbox_correction`,
    )
  ).rows;

it('corrects a parked event, which stays parked in its place and is handled as it was corrected, in order', async () => {
  const [first] = await parkTwo();
  const id = await order(first);
  const letter = (await announced(id)).find(({ headers }) => headers[h.correction] === id);
  expect(letter).toMatchObject({
    value: { ...first, data: { ...first.data, effectiveOn: '2026-11-20' } },
    headers: { [h.correctionOutcome]: 'applied', [h.state]: 'parked', [h.eventId]: first.id },
  });
  expect(await kept()).toEqual([{ id, original: first, by: 'p_olga', approver: 'p_paul' }]);
  expect(await stand.effects()).toEqual([]);
  await stand.command(redrive, { key: subject });
  await stand.untilEffects(2);
  expect(await stand.effects()).toEqual([1, 2]);
});

it.each([
  ['what is parked is not what it was made for', { originalSha256: '0'.repeat(64) }],
  ['it makes of it another event than was approved', { correctedSha256: '0'.repeat(64) }],
  ['its secret is another one', { secret: 'x' }],
  ['it has no secret', { secret: undefined }],
  ['it has no time', { notAfter: undefined }],
  ['it names a function that this release does not have', { transform: { kind: 'function', name: 'x' } }],
  [
    'its patch writes into a text',
    { transform: { kind: 'json-patch', patch: [{ op: 'remove', path: '/data/effectiveOn/0' }] } },
  ],
  ['its patch is none', { transform: { kind: 'json-patch', patch: [null] } }],
])('refuses a correction where %s, and says so', async (_, changed) => {
  const [first] = await parkTwo();
  const id = await order(first, changed);
  const letter = (await announced(id)).find(({ headers }) => headers[h.correction] === id);
  expect(letter).toMatchObject({ value: first, headers: { [h.correctionOutcome]: 'refused' } });
  expect(await kept()).toEqual([]);
});

it('corrects once, also when the command comes again, and nothing that is no longer parked', async () => {
  const [first, second] = await parkTwo();
  const id = await order(first);
  await announced(id);
  // As a process leaves it that was killed before it noted that the command is done.
  await stand.sql.query('delete from inbox_event where event_id = $1', [id]);
  await order(first, {}, id);
  await stand.command(redrive, { key: subject });
  await stand.untilEffects(2);
  await order({ ...second, data: { ...second.data, effectiveOn: '2026-11-22' } }, { eventId: first.id });
  await stand.send(moved(3, '2026-11-23'));
  await stand.untilEffects(3);
  expect(await kept()).toHaveLength(1);
  const outcomes = await stand.sql.query('select correction_outcome as told from inbox_parked order by id');
  expect(outcomes.rows).toEqual([{ told: 'applied' }, { told: null }]);
  expect((await stand.parked()).map(({ state }) => state)).toEqual(['REDRIVEN', 'REDRIVEN']);
});

it('refuses a correction whose time is over when it has its turn, however early it came', async () => {
  const [first] = await parkTwo();
  // As another piece of work does that has the key.
  const lock = { text: 'select inbox_claim($1, $2, $3, $4)', values: [stand.group, subject, '', ''] };
  const id = await whileHeld(stand.database.adminUrl, lock, async ({ query, waitedFor }) => {
    const { rows } = await query(`select clock_timestamp() + interval '3 seconds' as at`);
    const notAfter = (rows[0] as { at: Date }).at.toISOString();
    const ordered = await order(first, { notAfter });
    await waitedFor(1);
    const over = 'select from (select clock_timestamp() as now) as clock where now >= $1';
    await eventually(
      'its time is over',
      () => query(over, [notAfter]),
      ({ rowCount }) => rowCount === 1,
    );
    return ordered;
  });
  const letter = (await announced(id)).find(({ headers }) => headers[h.correction] === id);
  expect(letter).toMatchObject({ value: first, headers: { [h.correctionOutcome]: 'refused' } });
  expect(await kept()).toEqual([]);
});

it('tells of a correction that it applied before another one takes its place', async () => {
  const [first] = await parkTwo();
  const id = await order(first);
  const { length: told } = await announced(id);
  // As a process leaves it that was killed after it had applied it.
  await stand.sql.query('update inbox_parked set announced_at = null where correction_id = $1', [id]);
  const next = await order(first);
  const letters = await announced(next);
  const outcomes = letters
    .slice(told)
    .map(({ headers }) => [headers[h.correction], headers[h.correctionOutcome]]);
  expect(outcomes).toEqual([
    [id, 'applied'],
    [next, 'refused'],
  ]);
});

it('keeps the original from the process itself', async () => {
  const [first] = await parkTwo();
  await announced(await order(first));
  const app = new pg.Client({ connectionString: stand.database.appUrl });
  await app.connect();
  for (const statement of ["update inbox_correction set original = ''", 'delete from inbox_correction'])
    await expect(app.query(statement)).rejects.toThrow('permission denied');
  await app.end();
});
