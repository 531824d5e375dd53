import { once } from 'node:events';
import { whileHeld } from '#libs/test-kit';
import type { InboxContext } from './inbox-context.ts';
import { gathering } from './testing/gathering.ts';
import { anEvent } from './event.builder.ts';
import { InboxStand } from './testing/inbox-stand.ts';
import type { Script } from './testing/stand.controller.ts';
import { takeEffect } from './testing/start-stand.ts';

let stand: InboxStand;

beforeEach(async () => {
  stand = await InboxStand.open();
});

afterEach(() => stand.close());

const keys = ['a', 'b', 'c', 'd', 'e', 'f'];
const sendRound = (n: number, of: readonly string[] = keys): Promise<void> =>
  stand.send(...of.map((key) => anEvent(key, n)));

it('handles events of many keys in one transaction, those of a key in their order', async () => {
  const { gate, calls } = await gathering(stand, takeEffect);
  for (const n of [1, 2, 3]) await sendRound(n);
  await stand.untilRead();
  gate.open();
  await stand.untilEffects(3 * keys.length);
  for (const key of keys) expect(await stand.effects(key)).toEqual([1, 2, 3]);
  expect(new Set(calls.map(({ transaction }) => transaction)).size).toBe(1);
  expect(calls).toHaveLength(3 * keys.length);
});

it.each([
  ['throws', () => Promise.reject(new RangeError('always')), 'RangeError'],
  [
    'swallows an error of the database',
    ({ manager }: InboxContext) =>
      manager.query('insert into strict (id, n) values (1, -1)').catch(() => undefined),
    'QueryFailedError 25P02',
  ],
  [
    'leaves behind what cannot be committed',
    ({ manager }: InboxContext) => manager.query('insert into at_commit (id) values (1), (1)'),
    'QueryFailedError 23505',
  ],
])(
  'parks the event whose handler %s alone, and costs the others of its transaction one repeat',
  async (_, fail, cause) => {
    const script: Script = async (event, context) => {
      await takeEffect(event, context);
      if (event.subject === 'c') await fail(context);
    };
    const { gate, calls } = await gathering(stand, script, { attempts: 1 });
    await sendRound(1);
    await sendRound(2, ['a', 'c', 'f']);
    await stand.untilRead();
    gate.open();
    await stand.untilEffects(7);
    await stand.untilParked(({ length }) => length === 2);
    expect(await stand.parked()).toMatchObject([
      { key: 'c', state: 'PARKED', cause_code: 'handler-failed', cause, attempts: 1 },
      { key: 'c', state: 'PARKED', cause_code: 'key-parked' },
    ]);
    for (const key of ['a', 'f']) expect(await stand.effects(key)).toEqual([1, 2]);
    for (const key of ['b', 'd', 'e']) {
      expect(await stand.effects(key)).toEqual([1]);
      expect(calls.filter((call) => call.key === key).length).toBeLessThanOrEqual(2);
    }
  },
);

it('goes on with other keys while another transaction has one of them', async () => {
  const { gate } = await gathering(stand, takeEffect);
  const lock = { text: `select inbox_claim($1, 'c', '', '')`, values: [stand.group] };
  await whileHeld(stand.database.adminUrl, lock, async () => {
    await sendRound(1);
    await stand.untilRead();
    gate.open();
    await stand.untilEffects(keys.length - 1);
    expect(await stand.effects('c')).toEqual([]);
  });
  await stand.untilEffects(1, 'c');
});

it('handles an event once that comes twice into the same transaction', async () => {
  const { gate, calls } = await gathering(stand, takeEffect);
  const event = anEvent('a', 1);
  await stand.send(event, anEvent('b', 1), event, anEvent('a', 2));
  await stand.untilRead();
  gate.open();
  await stand.untilEffects(3);
  expect(await stand.effects('a')).toEqual([1, 2]);
  expect(calls.map(({ key }) => key).sort()).toEqual(['a', 'a', 'b']);
});

it('commits on a stop what it has done of a transaction, and leaves the rest to the next', async () => {
  const second = Promise.withResolvers<void>();
  let begun = 0;
  /** The second of them takes until it is told to end, after the stop. */
  const slow: Script = async (event, context) => {
    await takeEffect(event, context);
    if ((begun += 1) !== 2) return;
    second.resolve();
    await once(context.signal, 'abort');
  };
  const { gate } = await gathering(stand, slow, { graceMs: 1 });
  await sendRound(1);
  await stand.untilRead();
  gate.open();
  await second.promise;
  await stand.stopInboxes();
  expect(await stand.effects()).toHaveLength(2);
  await stand.start(takeEffect);
  await stand.untilEffects(keys.length);
  for (const key of keys) expect(await stand.effects(key)).toEqual([1]);
});
