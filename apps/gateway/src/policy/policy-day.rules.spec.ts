import { aGrant, anEventGrant } from './policy.builder.ts';
import { aSnapshot } from './policy-snapshot.builder.ts';
import { actingFor, grantKey, isActive, keptBy, type PolicySnapshot } from './policy.snapshot.ts';
import { outOfItsDays } from './standing.rules.ts';

const LAST = '2026-12-31';
const NEXT = '2027-01-01';
const office = (id: string, more: object = {}) => ({ id, name: id, active: true, ...more });
const merged = { until: LAST, successor: 'neustadt' };

/** Two offices that become one, which is there before; and one that ends for good. */
const policyOn = (day: string, change: { readonly parking?: object; readonly own?: boolean } = {}) =>
  aSnapshot(
    {
      authorities: [
        office('parking', change.parking ?? merged),
        office('housing', merged),
        office('neustadt'),
        office('closed', { until: LAST }),
      ],
      clients: [
        { id: 'parking-client', authority: 'parking', active: true },
        { id: 'housing-client', authority: 'housing', active: true },
        { id: 'neustadt-client', authority: 'neustadt', active: true },
        { id: 'closed-client', authority: 'closed', active: true },
      ],
      grants: [
        aGrant({ id: 'of-parking' }),
        aGrant({ id: 'of-housing', authority: 'housing', purpose: 'benefit' }),
        ...(change.own === true ? [aGrant({ id: 'own', authority: 'neustadt' })] : []),
      ],
      eventGrants: [anEventGrant()],
      callbacks: [{ id: 'hook', authority: 'parking', url: 'https://parking.example/hook' }],
    },
    day,
  );

const grantsOf = (policy: PolicySnapshot, authority: string): readonly string[] =>
  (policy.grants.get(grantKey(authority, 'permit', 'residents.address.v1')) ?? []).map(({ id }) => id);
const heirs = (policy: PolicySnapshot) => policy.eventGrants.map(({ authority }) => authority);

describe('the policy on the last day of two authorities', () => {
  const policy = policyOn(LAST);

  it('is theirs', () => {
    expect(isActive(policy, 'parking-client', 'parking')).toBe(true);
    expect(isActive(policy, 'parking-client', 'neustadt')).toBe(false);
    expect([grantsOf(policy, 'parking'), grantsOf(policy, 'neustadt')]).toEqual([['of-parking'], []]);
    expect(keptBy(policy, 'neustadt')).toEqual(['neustadt']);
    expect(outOfItsDays(policy, 'parking-client', 'parking')).toBeUndefined();
    expect([policy.callbacks.get('hook'), heirs(policy)]).toEqual(['parking', ['parking']]);
  });
});

describe('the policy on the day after', () => {
  const policy = policyOn(NEXT);

  it('is their successor’s: clients, grants, callbacks, and what was given to them', () => {
    for (const client of ['parking-client', 'housing-client', 'neustadt-client'])
      expect([client, isActive(policy, client, 'neustadt')]).toEqual([client, true]);
    expect(grantsOf(policy, 'neustadt')).toEqual(['of-parking']);
    expect(policy.grants.get(grantKey('neustadt', 'benefit', 'residents.address.v1'))?.[0]).toMatchObject({
      id: 'of-housing',
      authority: 'neustadt',
    });
    expect(keptBy(policy, 'neustadt')).toEqual(['neustadt', 'parking', 'housing']);
    expect(actingFor(policy, 'housing')).toBe('neustadt');
    expect([policy.callbacks.get('hook'), heirs(policy)]).toEqual(['neustadt', ['parking', 'neustadt']]);
  });

  it.each([
    ['its own client', 'parking-client', 'parking', 'authority-ended'],
    ['a client that ended for good with it', 'closed-client', 'closed', 'authority-ended'],
    ['a stranger', 'stranger', 'parking', undefined],
    ['a client of another authority', 'closed-client', 'parking', undefined],
  ])('refuses a token of who ended from %s', (_who, client, authority, code) => {
    expect(isActive(policy, client, authority)).toBe(false);
    expect(outOfItsDays(policy, client, authority)?.code).toBe(code);
  });

  it('puts the successor’s own grant first', () => {
    expect(grantsOf(policyOn(NEXT, { own: true }), 'neustadt')).toEqual(['own', 'of-parking']);
  });

  it('leaves nothing of an authority that was not active', () => {
    const inactive = policyOn(NEXT, { parking: { ...merged, active: false } });
    expect(grantsOf(inactive, 'neustadt')).toEqual([]);
    expect(isActive(inactive, 'parking-client', 'neustadt')).toBe(false);
    expect(keptBy(inactive, 'neustadt')).toEqual(['neustadt', 'housing']);
  });
});

describe('an authority of the policy that begins', () => {
  const founded = (day: string) =>
    aSnapshot(
      {
        authorities: [office('parking', merged), office('neustadt', { from: NEXT })],
        clients: [
          { id: 'parking-client', authority: 'parking', active: true },
          { id: 'neustadt-client', authority: 'neustadt', active: true },
          { id: 'gone', authority: 'neustadt', active: false },
        ],
      },
      day,
    );

  it.each([
    ['its own client', 'neustadt-client', 'authority-not-begun'],
    ['a client that is its own from the day on', 'parking-client', 'authority-not-begun'],
    ['a stranger', 'stranger', undefined],
    ['a client that is not active', 'gone', undefined],
  ])('refuses %s by its first day, until it comes', (_who, client, code) => {
    const [before, then] = [founded(LAST), founded(NEXT)];
    expect(isActive(before, client, 'neustadt')).toBe(false);
    expect(outOfItsDays(before, client, 'neustadt')?.code).toBe(code);
    expect(isActive(then, client, 'neustadt')).toBe(code !== undefined);
    expect(outOfItsDays(then, client, 'neustadt')).toBeUndefined();
  });
});
