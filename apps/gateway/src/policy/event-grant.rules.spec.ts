import { loadEvidenceTypes } from '../evidence-types/evidence-type.catalogue.ts';
import { eventGrantFor, type EventQuestion, registerOf } from './event-grant.rules.ts';
import { aSnapshot } from './policy-snapshot.builder.ts';
import { anEventGrant } from './policy.builder.ts';

const types = loadEvidenceTypes();
const nowMs = Date.parse('2026-06-01T12:00:00Z');
const byConsent = anEventGrant({
  id: 'by-consent',
  ground: { kind: 'CONSENT', legalBasis: 'GDPR Art. 6(1)(a)' },
  eventTypes: ['resident.moved.v1', 'resident.name-changed.v1'],
});
const policy = aSnapshot({ eventGrants: [anEventGrant({ lastDay: '2026-12-31' }), byConsent] });

const moves: EventQuestion = {
  authority: 'parking',
  purpose: 'permit',
  register: 'residents',
  eventTypes: ['resident.moved.v1'],
  hasConsent: false,
};
const grantOf = (change: Partial<EventQuestion> = {}, at = nowMs) =>
  eventGrantFor({ ...moves, ...change }, { types, policy, nowMs: at })?.id;

describe('an event grant', () => {
  it('is found by authority, purpose, register, types and ground', () => {
    expect(grantOf()).toBe('to-hear-of-moves');
    expect(grantOf({ eventTypes: ['resident.moved.v1', 'resident.died.v1'] })).toBe('to-hear-of-moves');
    expect(grantOf({ hasConsent: true })).toBe('by-consent');
    expect(grantOf({ hasConsent: true, eventTypes: ['resident.name-changed.v1'] })).toBe('by-consent');
  });

  it.each<[string, Partial<EventQuestion>]>([
    ['another authority', { authority: 'housing' }],
    ['another purpose', { purpose: 'fun' }],
    ['another register', { register: 'vehicles' }],
    ['one type too many', { eventTypes: ['resident.moved.v1', 'resident.name-changed.v1'] }],
    ['a type that only the other ground covers', { hasConsent: true, eventTypes: ['resident.died.v1'] }],
  ])('is not found for %s', (_, change) => {
    expect(grantOf(change)).toBeUndefined();
  });

  it('holds on its days only', () => {
    expect(grantOf({}, Date.parse('2025-12-31T12:00:00Z'))).toBeUndefined();
    expect(grantOf({}, Date.parse('2026-12-31T12:00:00Z'))).toBe('to-hear-of-moves');
    expect(grantOf({}, Date.parse('2027-01-01T12:00:00Z'))).toBeUndefined();
  });
});

describe('an event type', () => {
  it('belongs to the register that announces it', () => {
    expect(registerOf('vehicle.transferred.v1')).toBe('vehicles');
    expect(registerOf('vehicle.transferred.v2')).toBeUndefined();
  });
});
