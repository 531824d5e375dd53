import { randomUUID } from 'node:crypto';
import { deadLetterHeaders as h, inboxCommands } from '#libs/contracts';
import { withAdmin } from '#libs/kafka';
import { eventually } from '#libs/test-kit';
import { Gate } from './testing/gate.ts';
import { anEvent } from './event.builder.ts';
import { InboxStand } from './testing/inbox-stand.ts';
import type { Script } from './testing/stand.controller.ts';
import { takeEffect } from './testing/start-stand.ts';

const { redrive, discard } = inboxCommands;
let stand: InboxStand;
let isBroken: boolean;

/** A handler with a bug until it is mended. */
const withBug: Script = async (event, context) => {
  if (isBroken) throw new Error('bug');
  await takeEffect(event, context);
};

beforeEach(async () => {
  stand = await InboxStand.open();
  isBroken = true;
});

afterEach(() => stand.close());

const states = async (): Promise<string[]> => (await stand.parked()).map(({ state }) => state);

/** Parks events 1 to `count` of a key and answers their ids. */
async function parkEvents(key: string, count: number): Promise<string[]> {
  const events = Array.from({ length: count }, (_, i) => anEvent(key, i + 1));
  await stand.send(...events);
  await stand.deadLetters.until((letters) => letters.length >= count);
  return events.map(({ id }) => id);
}

it.each([2, 5])(
  'redrives a key in order while new events of it arrive at another member during the redrive of event %i',
  async (held) => {
    const gate = new Gate();
    // The same key has the same partition number in both topics, and with two members those go to different ones.
    for (let member = 0; member < 2; member++) {
      const script: Script = async (event, context) => {
        await withBug(event, context);
        if (event.data.version === held) await gate.pass();
      };
      await stand.start(script, { attempts: 1 });
    }
    await stand.untilMembers(2);
    await parkEvents('k', 5);
    isBroken = false;
    await stand.command(redrive, { key: 'k' });
    await gate.reached;
    await stand.send(anEvent('k', 6), anEvent('k', 7));
    const waiting = (): Promise<{ rowCount: number | null }> =>
      stand.sql.query(
        `select from pg_locks where locktype = 'advisory' and not granted
         and database = (select oid from pg_database where datname = current_database())`,
      );
    await eventually('the other member waits for the key', waiting, ({ rowCount }) => rowCount === 1);
    gate.open();
    await stand.untilEffects(7, 'k');
    expect(await stand.effects('k')).toEqual([1, 2, 3, 4, 5, 6, 7]);
    await stand.untilParked((rows) => rows.every(({ state }) => state === 'REDRIVEN'));
    const count = (await states()).length;
    await stand.deadLetters.until((letters) => {
      const redriven = letters.filter(({ headers }) => headers[h.state] === 'redriven');
      return new Set(redriven.map(({ headers }) => headers[h.eventId])).size === count;
    });
  },
);

it('redrives chosen events from the oldest on, refuses one out of order, and executes a command once', async () => {
  await stand.start(withBug, { attempts: 1 });
  const [first = '', second = '', third = ''] = await parkEvents('k', 3);
  isBroken = false;
  await stand.command(redrive, { key: 'k', eventIds: [second] });
  const command = randomUUID();
  await stand.command(redrive, { key: 'k', eventIds: [first] }, command);
  await stand.untilEffects(1, 'k');
  expect(await states()).toEqual(['REDRIVEN', 'PARKED', 'PARKED']);

  await stand.send(anEvent('k', 4));
  await stand.untilParked(({ length }) => length === 4);
  await stand.command(redrive, { key: 'k' }, command);
  await stand.command(redrive, { key: 'k', eventIds: [second, third] });
  await stand.untilEffects(3, 'k');
  expect(await stand.effects('k')).toEqual([1, 2, 3]);
  expect(await states()).toEqual(['REDRIVEN', 'REDRIVEN', 'REDRIVEN', 'PARKED']);
});

it('keeps an event parked that fails again, and says so', async () => {
  await stand.start(withBug, { attempts: 2 });
  const [first] = await parkEvents('k', 2);
  await stand.command(redrive, { key: 'k' });
  await stand.untilParked(([first]) => first?.attempts === 4);
  expect(await states()).toEqual(['PARKED', 'PARKED']);
  await stand.deadLetters.until((letters) =>
    letters.some(({ headers }) => headers[h.eventId] === first && headers[h.attempts] === '4'),
  );
  isBroken = false;
  await stand.command(redrive, { key: 'k' });
  await stand.untilEffects(2, 'k');
  expect(await stand.effects('k')).toEqual([1, 2]);
});

it('gives a discarded event up, and the key is free when nothing else is parked', async () => {
  await stand.start(withBug, { attempts: 1 });
  const [first = '', second = ''] = await parkEvents('k', 2);
  isBroken = false;
  await stand.command(discard, { key: 'k', eventIds: [first], reason: 'a test' });
  await stand.untilParked((rows) => rows[0]?.state === 'DISCARDED');
  await stand.send(anEvent('k', 3));
  await stand.untilParked(({ length }) => length === 3);
  await stand.command(redrive, { key: 'k', eventIds: [second] });
  await stand.untilParked((rows) => rows[1]?.state === 'REDRIVEN');
  await stand.command(redrive, { key: 'k' });
  await stand.untilEffects(2, 'k');
  await stand.send(anEvent('k', 4));
  await stand.untilEffects(3, 'k');
  expect(await stand.effects('k')).toEqual([2, 3, 4]);
  await stand.deadLetters.until((letters) => letters.some(({ headers }) => headers[h.state] === 'discarded'));
});

it('discards when it runs again what it was told to while Kafka had forgotten it, and handles nothing twice', async () => {
  await stand.start(withBug, { attempts: 1 });
  const [first = ''] = await parkEvents('k', 1);
  isBroken = false;
  await stand.send(anEvent('other', 1));
  await stand.untilEffects(1, 'other');
  await stand.stopInboxes();
  await withAdmin(stand.kafka, (admin) => admin.deleteGroups([stand.group]));
  await stand.command(discard, { key: 'k', eventIds: [first], reason: 'a test' });
  await stand.start(withBug, { attempts: 1 });
  await stand.untilParked((rows) => rows[0]?.state === 'DISCARDED');
  await stand.send(anEvent('k', 2), anEvent('other', 2));
  await stand.untilEffects(3);
  expect([await stand.effects('k'), await stand.effects('other')]).toEqual([[2], [1, 2]]);
});

it('redrives an event of a type that a later release knows', async () => {
  const { app } = await stand.start(takeEffect);
  await stand.send(anEvent('k', 1, 'test.new.v1'));
  await stand.deadLetters.until((letters) => letters.length === 1);
  await stand.command(redrive, { key: 'k' });
  await stand.deadLetters.until((letters) => letters.length === 2);
  expect(await states()).toEqual(['PARKED']);
  await app.close();
  await stand.start(takeEffect, { ignored: ['test.new.v1'] });
  await stand.command(redrive, { key: 'k' });
  await stand.untilParked((rows) => rows[0]?.state === 'REDRIVEN');
});

it('handles a replayed event once per replay, tells the handler, and spares handlers that opted out', async () => {
  isBroken = false;
  await stand.start(withBug, { attempts: 1 });
  const [event, told] = [anEvent('k', 1), anEvent('k', 2, 'test.told.v1')];
  await stand.send(event, told);
  await stand.untilEffects(2, 'k');
  await stand.replay('r1', event, told, event);
  await stand.replay('r2', event, told);
  await stand.replay('r1', event);
  await stand.replay('r3', anEvent('k', 3));
  await stand.untilEffects(5, 'k');
  const { rows } = await stand.sql.query<{ n: number; replay_id: string | null }>(
    'select n, replay_id from effect order by position',
  );
  expect(rows.map(({ n, replay_id: replay }) => [n, replay])).toEqual([
    [1, null],
    [2, null],
    [1, 'r1'],
    [1, 'r2'],
    [3, 'r3'],
  ]);
  isBroken = true;
  await stand.replay('r4', event);
  const [letter] = await stand.deadLetters.until((letters) => letters.length === 1);
  expect(letter?.headers).toMatchObject({ [h.replayId]: 'r4', [h.origin]: `${stand.topic}/0/0` });
});
