import { createHash } from 'node:crypto';
import type { Instant } from '#libs/identifiers';
import { loadEvidenceTypes } from '../evidence-types/evidence-type.catalogue.ts';
import { aSnapshot } from '../policy/policy-snapshot.builder.ts';
import { type ConsentWish, offerFor, stateAt, validityEnd } from './consent.rules.ts';
import { noticeText, retentionFor } from './notice.catalogue.ts';

const types = loadEvidenceTypes();
const now = new Date('2026-06-15T12:00:00Z');
const days = (count: number): Instant =>
  new Date(now.getTime() + count * 86_400_000).toISOString() as Instant;
const wish: ConsentWish = { authority: 'parking', purpose: 'permit', evidenceType: 'residents.address.v1' };
const offer = (change: Partial<ConsentWish> = {}) =>
  offerFor({ ...wish, ...change }, { types, policy: aSnapshot(), nowMs: now.getTime() });
const codeOf = (run: () => unknown): string | undefined => {
  try {
    run();
  } catch (error) {
    return (error as { code: string }).code;
  }
  return undefined;
};

describe('an offer', () => {
  it('is what the grant foresees', () => {
    expect(offer()).toMatchObject({ kind: 'CHOICE', fields: ['address.street', 'address.place'] });
  });

  it('may be narrowed, in whatever order the fields are named', () => {
    expect(offer({ fields: ['address.place'] }).fields).toEqual(['address.place']);
    expect(offer({ fields: ['address.place', 'address.street'] }).notice).toEqual(offer().notice);
  });

  it.each<[string, Partial<ConsentWish>]>([
    ['grant-missing', { authority: 'housing' }],
    ['grant-missing', { evidenceType: 'residents.identity.v1' }],
    ['grant-missing', { evidenceType: 'vehicles.master-data.v1' }],
    ['evidence-type-unknown', { evidenceType: 'x.y.v1' }],
    ['purpose-unknown', { purpose: 'fun' }],
    ['field-not-granted', { fields: ['familyName'] }],
    ['field-unknown', { fields: ['shoeSize'] }],
  ])('is refused as %s for %j', (code, change) => {
    expect(codeOf(() => offer(change))).toBe(code);
  });
});

describe('a notice', () => {
  it('names recipient, purpose, fields and ground, leaves no blank, and hashes as it reads', () => {
    const { text, sha256 } = noticeText(offer().notice, 'de');
    for (const part of [
      'Parking office',
      'Ausweis',
      'Straße, Ort',
      'EGovG §\u00a05',
      'Melderegister',
      '30 Tage',
    ]) {
      expect(text).toContain(part);
    }
    expect(text).not.toMatch(/[{}]/);
    expect(sha256).toBe(createHash('sha256').update(text, 'utf8').digest('hex'));
  });

  it.each([
    ['residents.address.v1', 'P2Y', 'zwei Jahre lang'],
    ['residents.change-notice.v1', 'P1Y', 'mindestens zwölf Monate'],
    ['vehicles.parking-permit.v1', 'P6M', 'sechs Monate lang'],
    ['business.register-excerpt.v1', 'P4Y', 'vier Jahre lang'],
  ])('says for %s how long its register keeps a transfer visible: %s', (id, period, words) => {
    const { register, subjectKinds } = types.get(id)!;
    expect(retentionFor({ register, subjectKinds }).period).toBe(period);
    expect(noticeText({ ...offer().notice, register, subjectKinds }, 'de').text).toContain(words);
  });

  it('differs by language and by fields', () => {
    const hashes = [
      noticeText(offer().notice, 'de'),
      noticeText(offer().notice, 'en'),
      noticeText(offer({ fields: ['address.place'] }).notice, 'de'),
    ].map(({ sha256 }) => sha256);
    expect(new Set(hashes).size).toBe(3);
  });
});

describe('the validity', () => {
  it('ends where the person says, at the latest after the longest allowed', () => {
    expect(validityEnd('CHOICE', days(3), now)).toEqual(new Date(days(3)));
    expect(validityEnd('CHOICE', undefined, now)).toEqual(new Date(days(30)));
    expect(validityEnd('CONSENT', days(300), now)).toEqual(new Date(days(300)));
  });

  it.each<['CHOICE' | 'CONSENT', Instant]>([
    ['CHOICE', days(30.1)],
    ['CONSENT', days(366)],
    ['CHOICE', days(0)],
    ['CHOICE', days(-1)],
  ])('is refused outside: %s until %s', (kind, end) => {
    expect(codeOf(() => validityEnd(kind, end, now))).toBe('validity-too-long');
  });
});

describe('the state', () => {
  const term = { validUntil: new Date(days(1)), maxUses: 2, uses: 1, pausedAt: null };
  const active = { ...term, state: 'ACTIVE' } as const;

  it.each([
    [active, 'ACTIVE'],
    [{ ...active, uses: 2 }, 'EXHAUSTED'],
    [{ ...active, validUntil: now }, 'EXPIRED'],
    [{ ...active, maxUses: null }, 'ACTIVE'],
    [{ ...active, pausedAt: now }, 'PAUSED'],
    [{ ...active, pausedAt: now, validUntil: now }, 'EXPIRED'],
    [{ ...active, state: 'WITHDRAWN', validUntil: now } as const, 'WITHDRAWN'],
  ])('of %j is %s', (record, state) => {
    expect(stateAt(record, now)).toBe(state);
  });
});
