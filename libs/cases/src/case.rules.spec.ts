import { RequestInvalid } from '#libs/service-kit';
import { CaseClosed, CaseTaken } from './case.errors.ts';
import { type Case, isClosedSo, refuseForeign, refuseUnsuitable } from './case.rules.ts';

const officer = { person: { iss: 'https://staff.example', sub: 'a' }, client: 'desk' };
const sameAtAnotherDesk = { ...officer, client: 'other-desk' };
const namesake = { ...officer, person: { iss: 'https://elsewhere.example', sub: 'a' } };

const aCase = (overrides: Partial<Case>): Case => ({
  id: '018f0000-0000-7000-8000-000000000001',
  authority: 'office',
  kind: 'KIND',
  eventId: '018f0000-0000-7000-8000-000000000002',
  effectiveOn: '2026-02-01',
  reportedAt: new Date(0),
  state: 'OPEN',
  openedAt: new Date(0),
  takenBy: null,
  takenIssuer: null,
  takenAt: null,
  outcome: null,
  closedBy: null,
  closedIssuer: null,
  closedAt: null,
  ...overrides,
});
const taken = aCase({ state: 'TAKEN', takenBy: 'a', takenIssuer: 'https://staff.example' });
const closed = aCase({
  state: 'CLOSED',
  outcome: 'DONE',
  closedBy: 'a',
  closedIssuer: 'https://staff.example',
});

it('a case is worked on by who has taken it, at whatever client, and by anybody while it is open', () => {
  expect(() => refuseForeign(aCase({}), officer)).not.toThrow();
  expect(() => refuseForeign(taken, sameAtAnotherDesk)).not.toThrow();
});

it.each([
  ['another person has taken', taken, namesake, CaseTaken],
  ['is closed, by oneself even', closed, officer, CaseClosed],
])('a case that %s is refused', (_story, found, by, refusal) => {
  expect(() => refuseForeign(found, by)).toThrow(refusal);
});

it('closing is repeated by the same person with the same outcome', () => {
  expect(isClosedSo(closed, sameAtAnotherDesk, 'DONE')).toBe(true);
  expect(isClosedSo(closed, namesake, 'DONE')).toBe(false);
  expect(isClosedSo(closed, officer, 'OTHERWISE')).toBe(false);
  expect(isClosedSo(taken, officer, 'DONE')).toBe(false);
});

it('a case ends as its kind may, and no other way', () => {
  expect(() => refuseUnsuitable(['DONE'], 'DONE')).not.toThrow();
  expect(() => refuseUnsuitable(['DONE'], 'OBSOLETE')).toThrow(RequestInvalid);
});
