import { anEvent, eventually, InboxStand } from './testing/inbox-stand.ts';
import { takeEffect } from './testing/start-stand.ts';

let stand: InboxStand;

beforeEach(async () => {
  stand = await InboxStand.open();
});

afterEach(() => stand.close());

it('handles each event once, in the order of its key, whatever is delivered twice', async () => {
  await stand.start(takeEffect);
  const events = [1, 2, 3, 4, 5].flatMap((n) => ['a', 'b', 'c'].map((key) => anEvent(key, n)));
  await stand.send(...events);
  await stand.send(...events);
  await stand.send(anEvent('a', 6), anEvent('b', 6), anEvent('c', 6));
  await eventually(async () => (await stand.effects()).filter((n) => n === 6).length === 3);
  for (const key of ['a', 'b', 'c']) expect(await stand.effects(key)).toEqual([1, 2, 3, 4, 5, 6]);
});
