import { ofEachRegister } from '#libs/contracts';
import { type Found, type Kept, losses } from './losses.ts';

const act = (version: number) => ({ id: 'record', version, eventId: `event ${version}` });
const kept: Kept = {
  acts: [act(2), act(3)],
  lookups: [
    { id: 'one', register: 'residents' },
    { id: 'two', register: 'vehicles' },
  ],
};
const found: Found = {
  history: [act(2), act(3)],
  feed: ['event 2', 'event 3', 'event of another'],
  decided: ['one', 'two', 'three, whose answer was lost on the way'],
  disclosed: { ...ofEachRegister(() => []), residents: ['one'], vehicles: ['two'] },
};

it('finds nothing where all is there once', () => {
  expect(losses(kept, found)).toBeUndefined();
});

it.each<[string, Partial<Found>]>([
  ['1 acknowledged acts are not in the register', { history: [act(2)] }],
  ['1 acts are in the register that nobody was told of', { history: [act(2), act(3), act(4)] }],
  ['1 acts are in the register twice', { history: [act(2), act(3), act(3)] }],
  ['1 change events did not arrive', { feed: ['event 3'] }],
  ['1 change events are in the feed twice', { feed: ['event 2', 'event 3', 'event 3'] }],
  ['1 answered lookups are not in the log of the gateway', { decided: ['two'] }],
  [
    '1 answered lookups are not in the log of the register',
    { disclosed: { ...ofEachRegister(() => []), residents: ['one', 'two'] } },
  ],
])('says: %s', (sentence, change) => {
  expect(losses(kept, { ...found, ...change })).toBe(`Of 2 acts and 2 lookups: ${sentence}.`);
});

it('says that an act was acknowledged a second time', () => {
  expect(losses({ ...kept, acts: [act(2), act(3), act(3)] }, found)).toBe(
    'Of 3 acts and 2 lookups: 1 acts were acknowledged twice.',
  );
});
