import { deadLetterHeaders as h, deliveryTopic } from '#libs/contracts';
import { GroupLag } from '#libs/kafka';
import { eventually } from '#libs/test-kit';
import { anEvent } from './event.builder.ts';
import { InboxStand } from './testing/inbox-stand.ts';
import type { Script } from './testing/stand.controller.ts';
import { takeEffect } from './testing/start-stand.ts';

let stand: InboxStand;

beforeEach(async () => {
  stand = await InboxStand.open();
});

afterEach(() => stand.close());

/** Fails for these numbers of the key `sick`, with a text that nobody may see. */
const failsFor =
  (...numbers: readonly number[]): Script =>
  async (event, context) => {
    await takeEffect(event, context);
    const isSick = event.subject === 'sick' && numbers.includes(event.data.version);
    if (isSick) throw Object.assign(new RangeError('about a person'), { code: 'E_SICK' });
  };

it('has nothing left to read after a transaction that was given up', async () => {
  await stand.start(takeEffect);
  await stand.send(anEvent('a', 1));
  await stand.giveUp(anEvent('a', 2));
  await stand.untilEffects(1, 'a');
  await untilCaughtUp();
  expect(await stand.effects('a')).toEqual([1]);
});

it('handles each event once, in the order of its key, whatever is delivered twice', async () => {
  await stand.start(takeEffect);
  const events = [1, 2, 3, 4, 5].flatMap((n) => ['a', 'b', 'c'].map((key) => anEvent(key, n)));
  await stand.send(...events);
  await stand.send(...events);
  await stand.send(anEvent('a', 6), anEvent('b', 6), anEvent('c', 6));
  await eventually(
    'the last ones are handled',
    () => stand.effects(),
    (all) => all.filter((n) => n === 6).length === 3,
  );
  for (const key of ['a', 'b', 'c']) expect(await stand.effects(key)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(await stand.parked()).toEqual([]);
});

it('parks the key of an event that keeps failing, tells its dead letter topic why, and goes on with other keys', async () => {
  await stand.start(failsFor(2), { attempts: 3 });
  const sick = [1, 2, 3].map((n) => anEvent('sick', n));
  await stand.send(...sick, anEvent('well', 1));
  await stand.deadLetters.until((letters) => letters.length === 2);
  await stand.send(anEvent('well', 2), anEvent('sick', 4));
  await stand.deadLetters.until((letters) => letters.length === 3);
  await stand.untilEffects(2, 'well');

  expect(await stand.effects('sick')).toEqual([1]);
  expect(await stand.parked()).toMatchObject([
    { key: 'sick', state: 'PARKED', cause_code: 'handler-failed', cause: 'RangeError E_SICK', attempts: 3 },
    { key: 'sick', state: 'PARKED', cause_code: 'key-parked', attempts: 0 },
    { key: 'sick', state: 'PARKED', cause_code: 'key-parked', attempts: 0 },
  ]);
  const [letter] = stand.deadLetters.events;
  expect(letter).toMatchObject({
    key: 'sick',
    value: sick[1],
    headers: {
      [h.group]: stand.group,
      [h.state]: 'parked',
      [h.eventId]: sick[1]?.id,
      [h.type]: 'test.happened.v1',
      [h.causeCode]: 'handler-failed',
      [h.cause]: 'RangeError E_SICK',
      [h.attempts]: '3',
      [h.blocksKey]: 'true',
      [h.origin]: expect.stringMatching(new RegExp(`^${stand.topic}/\\d/1$`)) as string,
      [h.at]: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) as string,
    },
  });
});

it('tries again with nothing left of the attempts that failed', async () => {
  const attempts: number[] = [];
  await stand.start(async (event, context) => {
    await takeEffect(event, context);
    attempts.push(context.attempt);
    if (context.attempt < 3) throw new Error('not yet');
  });
  await stand.send(anEvent('a', 1));
  await stand.untilEffects(1);
  expect(attempts).toEqual([1, 2, 3]);
  expect(await stand.parked()).toEqual([]);
});

it('does not take an event for handled whose handler swallowed an error of the database', async () => {
  await stand.start(
    async (event, context) => {
      await takeEffect(event, context);
      await context.manager.query('insert into strict (id, n) values (1, -1)').catch(() => undefined);
    },
    { attempts: 2 },
  );
  await stand.send(anEvent('a', 1));
  await stand.untilParked(({ length }) => length === 1);
  expect(await stand.parked()).toMatchObject([{ cause: 'QueryFailedError 25P02', attempts: 2 }]);
  expect(await stand.effects()).toEqual([]);
});

it('parks what it does not know or cannot read, and never holds the key up for it', async () => {
  await stand.start(takeEffect);
  const unknown = anEvent('a', 1, 'test.unheard-of.v1');
  await stand.send(unknown, anEvent('a', 2, 'test.ignored.v1'));
  await stand.sendRaw(
    stand.topic,
    { key: 'a', value: '{"specversion":' },
    { key: 'a', value: null },
    { key: 'a', value: JSON.stringify({ ...anEvent('a', 3), id: 'with \0' }) },
    { key: 'a', value: JSON.stringify({ ...anEvent('a', 3), replayid: 'r', replayorigin: 't/0/0' }) },
  );
  await stand.sendRaw(deliveryTopic(stand.group), { key: 'a', value: JSON.stringify(anEvent('a', 3)) });
  await stand.send(anEvent('a', 4), anEvent('a', 5, 'test.foreign.v1'));
  await stand.untilParked(({ length }) => length === 7);
  const parked = await stand.parked();
  expect(parked.map((row) => row.cause_code).sort()).toEqual([
    'event-misplaced',
    'event-misplaced',
    'event-unreadable',
    'event-unreadable',
    'event-unreadable',
    'type-unknown',
    'type-unknown',
  ]);
  expect(await stand.effects('a')).toEqual([4]);
  expect(parked.find((row) => row.cause_code === 'type-unknown')?.event_id).toBe(unknown.id);
});

it('keeps nothing of an event that does not concern it', async () => {
  await stand.start(async (event, context) => {
    if (event.subject === 'stranger') context.leaveNoTrace();
    else await takeEffect(event, context);
  });
  await stand.send(anEvent('stranger', 1), anEvent('known', 1));
  await stand.untilEffects(1);
  await untilCaughtUp();
  const { rows } = await stand.sql.query<{ count: string }>('select count(*) from inbox_event');
  expect(Number(rows[0]?.count)).toBe(1);
});

async function untilCaughtUp(): Promise<void> {
  const lag = new GroupLag(stand.kafka, stand.group, [stand.topic]);
  await eventually(
    'the lag is 0',
    () => lag.read(),
    (of) => of.get(stand.topic) === 0,
  );
  await lag.close();
}
