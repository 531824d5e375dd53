import { randomBytes } from 'node:crypto';
import { chosenFor } from './serving.rules.ts';

const processes = [{}, { authorities: ['goettingen'] }, { authorities: ['celle', 'lueneburg'] }];
const names = Array.from({ length: 300 }, () => randomBytes(32).toString('base64url'));
const name = names[0]!;
const keepers: Readonly<Record<string, string>> = {
  'old-celle': 'celle',
  oberdorf: 'dorf',
  unterdorf: 'dorf',
};
const today = (id: string): string => keepers[id] ?? id;

describe('the process that is asked', () => {
  it.each([
    ['serves the authority', 'goettingen', 1],
    ['serves the authority among others', 'lueneburg', 2],
    ['serves all others', 'hannover', 0],
    ['serves who keeps the records of an authority that ended', 'old-celle', 2],
  ])('%s', (_story, authority, place) => {
    expect(chosenFor(processes, { name, authority }, today)).toEqual({ place, unserved: false });
  });

  it.each([
    ['the former one', [{}, { authorities: ['oberdorf'] }], 'dorf', 1],
    ['another former one', [{}, { authorities: ['oberdorf'] }], 'unterdorf', 1],
    [
      'each former one at its own',
      [{ authorities: ['oberdorf'] }, { authorities: ['unterdorf'] }],
      'unterdorf',
      1,
    ],
    [
      'the new one beside a former one',
      [{ authorities: ['oberdorf'] }, { authorities: ['dorf'] }],
      'oberdorf',
      1,
    ],
  ])('follows a merger where the list names %s', (_story, listed, authority, place) => {
    expect(chosenFor(listed, { name, authority }, today)).toEqual({ place, unserved: false });
  });

  it('is always the same one of all for a name without an authority', () => {
    const places = names.map((each) => chosenFor(processes, { name: each }, today).place);
    expect(new Set(places)).toEqual(new Set([0, 1, 2]));
    expect(names.map((each) => chosenFor(processes, { name: each }, today).place)).toEqual(places);
  });

  it('is one of all where nobody serves the authority, which is told', () => {
    const named = processes.slice(1);
    expect(chosenFor(named, { name, authority: 'hannover' }, today)).toEqual({
      place: chosenFor(named, { name }, today).place,
      unserved: true,
    });
  });

  it('is the only one, whatever is known', () => {
    expect(chosenFor([{ authorities: ['celle'] }], { name: '', authority: 'hannover' }, today)).toEqual({
      place: 0,
      unserved: false,
    });
  });
});
