import { AuthorityTable } from '#libs/authorities';
import { AuthorityEnded, AuthorityNotBegun, AuthorityNotServed } from '../register.errors.ts';
import { actsFor, Keepers } from './keeper.ts';

const register = {
  name: 'residents',
  authorities: new AuthorityTable([
    {
      id: 'former',
      register: 'residents',
      name: 'Former',
      areas: ['1'],
      until: '2020-12-31',
      successor: 'town',
    },
    { id: 'town', register: 'residents', name: 'Town', areas: ['2'], from: '2021-01-01' },
    { id: 'village', register: 'residents', name: 'Village', areas: ['3'] },
    { id: 'ended', register: 'residents', name: 'Ended', areas: ['4'], until: '2020-12-31' },
    { id: 'coming', register: 'residents', name: 'Coming', areas: ['6'], from: '2999-01-01' },
    { id: 'court', register: 'business', name: 'Court', areas: ['5'] },
  ]),
};

describe('the keeper of a token', () => {
  it('keeps its own records and those of whom it succeeded', () => {
    const keepers = new Keepers(register);
    expect(keepers.of({ authority: 'town' })).toEqual({ id: 'town', ids: ['former', 'town'] });
    expect(keepers.of({ authority: 'village' })).toEqual({ id: 'village', ids: ['village'] });
  });

  it.each([
    ['none', undefined, AuthorityNotServed],
    ['one that nobody knows', 'somebody', AuthorityNotServed],
    ['one of another register', 'court', AuthorityNotServed],
    ['one that was merged', 'former', AuthorityEnded],
    ['one that ended', 'ended', AuthorityEnded],
    ['one whose first day has not come', 'coming', AuthorityNotBegun],
  ])('is refused to %s', (_story, authority, refusal) => {
    expect(() => new Keepers(register).of(authority === undefined ? {} : { authority })).toThrow(refusal);
  });

  it('is refused where another process serves the authority, and goes on where one served was merged', () => {
    const keepers = new Keepers(register, ['former']);
    expect(() => keepers.of({ authority: 'village' })).toThrow(AuthorityNotServed);
    expect(keepers.of({ authority: 'town' }).id).toBe('town');
  });

  it('is found for a record of whoever kept it, unless another process does now', () => {
    const keepers = new Keepers(register, ['town']);
    const { id, ids = [] } = keepers.servedFor('former') ?? {};
    expect([id, [...ids].toSorted()]).toEqual(['town', ['former', 'town']]);
    expect(keepers.servedFor('village')).toBeUndefined();
    expect(new Keepers(register).servedFor('ended')).toEqual({ id: 'ended', ids: ['ended'] });
  });

  it('is not made of an authority of another register', () => {
    expect(() => new Keepers(register, ['village', 'court'])).toThrow('REGISTER_AUTHORITIES names "court"');
  });
});

it('the pools of a process act for whom it serves, who succeeded them, and whose records these took over, or for all', () => {
  const setting = (served?: readonly string[]) => actsFor(register, served).session['einmal.authorities'];
  expect([setting(), setting(['village']), setting(['town'])]).toEqual(['*', 'village', 'town,former']);
  expect([setting(['former']), setting(['ended'])]).toEqual(['former,town', 'ended']);
});
