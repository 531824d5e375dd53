import fc from 'fast-check';
import { loadEvidenceTypes } from '../evidence-types/evidence-type.catalogue.ts';
import { aGrant } from '../policy/policy.builder.ts';
import type { GrantEntry, PolicyFile } from '../policy/policy.file.ts';
import type { GroundKind } from '../policy/policy.snapshot.ts';
import { aSnapshot } from '../policy/policy-snapshot.builder.ts';
import { decide, type LookupQuestion, type Verdict } from './decide.rules.ts';

const types = loadEvidenceTypes();
const nowMs = Date.parse('2026-06-15T12:00:00Z');

const aQuestion = (change: Partial<LookupQuestion> = {}): LookupQuestion => ({
  clientId: 'parking-hannover',
  authority: 'parking',
  evidenceType: 'residents.address.v1',
  purpose: 'permit',
  subjectKind: 'idnr',
  hasBirthDate: true,
  hasConsent: true,
  ...change,
});
const aboutAVehicle = {
  evidenceType: 'vehicles.master-data.v1',
  subjectKind: 'plate',
  hasConsent: false,
} as const;

const ask = (question: Partial<LookupQuestion>, policy: Partial<PolicyFile> = {}): Verdict =>
  decide(aQuestion(question), { types, policy: aSnapshot(policy), nowMs });

const outcome = (verdict: Verdict): string | readonly string[] =>
  verdict.permitted ? verdict.fields : verdict.refusal;

describe('decide', () => {
  it.each<[string, Partial<LookupQuestion>, readonly string[] | string]>([
    ['gives all fields of the grant when none are named', {}, ['address.street', 'address.place']],
    ['gives the named fields only', { fields: ['address.place'] }, ['address.place']],
    ['gives by statute without a consent', aboutAVehicle, ['plate', 'make']],
    ['refuses a client nobody knows', { clientId: 'stranger' }, 'client-inactive'],
    ['refuses a token without an authority', { authority: undefined }, 'client-inactive'],
    ['refuses a client that speaks for another authority', { authority: 'housing' }, 'client-inactive'],
    ['refuses an evidence type nobody knows', { evidenceType: 'nothing.v1' }, 'evidence-type-unknown'],
    ['refuses a purpose nobody knows', { purpose: 'curiosity' }, 'purpose-unknown'],
    ['refuses a plate for a person', { subjectKind: 'plate' }, 'subject-kind-unsuitable'],
    ['refuses an evidence type without a grant', { evidenceType: 'residents.identity.v1' }, 'grant-missing'],
    ['refuses a choice grant without a record', { hasConsent: false }, 'consent-required'],
    [
      'refuses a record where statute is the ground',
      { ...aboutAVehicle, hasConsent: true },
      'consent-not-needed',
    ],
    ['refuses one field too many', { fields: ['address.street', 'familyName'] }, 'field-not-granted'],
    ['refuses a field of another type', { fields: ['address.street', 'plate'] }, 'field-unknown'],
    ['refuses a prefix of a field', { fields: ['address'] }, 'field-unknown'],
    ['refuses a member every object has', { fields: ['constructor'] }, 'field-unknown'],
    ['refuses without the birth date', { hasBirthDate: false }, 'birth-date-missing'],
    [
      'refuses a kind that the grant does not list',
      { ...aboutAVehicle, subjectKind: 'vin' },
      'subject-kind-not-granted',
    ],
    [
      'refuses the kind before it looks at fields',
      { ...aboutAVehicle, subjectKind: 'vin', fields: ['colour'] },
      'subject-kind-not-granted',
    ],
  ])('%s', (_, question, expected) => {
    expect(outcome(ask(question))).toEqual(expected);
  });

  it.each<[string, Partial<GrantEntry>, string]>([
    ['on its first day', { validFrom: '2026-06-15' }, 'permitted'],
    ['before its first day', { validFrom: '2026-06-16' }, 'grant-missing'],
    ['on its last day', { lastDay: '2026-06-15' }, 'permitted'],
    ['after its last day', { lastDay: '2026-06-14' }, 'grant-missing'],
  ])('judges a grant %s', (_, change, expected) => {
    const verdict = ask({}, { grants: [aGrant(change)] });
    expect(verdict.permitted ? 'permitted' : verdict.refusal).toBe(expected);
  });

  it.each<[string, GroundKind, LookupQuestion['stage'], string]>([
    ['a lookup on choice', 'CHOICE', undefined, 'preview-required'],
    ['a lookup on consent', 'CONSENT', undefined, 'permitted'],
    ['a preview on choice', 'CHOICE', 'PREVIEW', 'permitted'],
    ['a release on choice', 'CHOICE', 'RELEASE', 'permitted'],
  ])('wants a preview before use: %s', (_, kind, stage, expected) => {
    const { preview: _unseen, ...grant } = aGrant();
    const grants = [{ ...grant, ground: { kind, legalBasis: 'law' } }];
    const verdict = ask({ stage }, { grants });
    expect(verdict.permitted ? 'permitted' : verdict.refusal).toBe(expected);
  });

  it('asks for a preview by any portal, for an active authority', () => {
    const stage = 'PREVIEW';
    expect(outcome(ask({ stage, clientId: 'portal' }))).toEqual(['address.street', 'address.place']);
    const authorities = [{ id: 'parking', name: 'Parking office', active: false }];
    expect(outcome(ask({ stage, clientId: 'portal' }, { authorities }))).toBe('client-inactive');
    expect(outcome(ask({ stage: 'RELEASE', clientId: 'portal' }))).toBe('client-inactive');
  });

  it('refuses an inactive client and an inactive authority', () => {
    const client = { id: 'parking-hannover', authority: 'parking' };
    const authority = { id: 'parking', name: 'Parking office' };
    expect(outcome(ask({}, { clients: [{ ...client, active: false }] }))).toBe('client-inactive');
    expect(outcome(ask({}, { authorities: [{ ...authority, active: false }] }))).toBe('client-inactive');
  });

  it('takes the statutory ground without a record and the choice with one, where both exist', () => {
    const statute = aGrant({
      id: 'statute',
      fields: ['address.place'],
      ground: { kind: 'STATUTE', legalBasis: 'x' },
    });
    const grants = [aGrant(), statute];
    expect(outcome(ask({ hasConsent: false }, { grants }))).toEqual(['address.place']);
    expect(outcome(ask({ hasConsent: true }, { grants }))).toEqual(['address.street', 'address.place']);
  });

  it('names every field at fault by its place', () => {
    const verdict = ask({ fields: ['familyName', 'address.street', 'nothing'] });
    expect(verdict).toMatchObject({
      permitted: false,
      items: [
        { pointer: '/fields/0', code: 'field-not-granted' },
        { pointer: '/fields/2', code: 'field-unknown' },
      ],
    });
  });
});

describe('every decision', () => {
  const allFields = Object.keys(types.get('residents.address.v1')!.fields);
  const field = fc.constantFrom(...allFields);
  const grant = fc.record({
    authority: fc.constantFrom('parking', 'housing'),
    purpose: fc.constantFrom('permit', 'benefit'),
    fields: fc.uniqueArray(field, { minLength: 1 }),
    ground: fc.record({
      kind: fc.constantFrom('CHOICE', 'CONSENT', 'STATUTE'),
      legalBasis: fc.constant('law'),
    }),
    validFrom: fc.constantFrom('2026-01-01', '2026-07-01'),
  });
  const world = fc.record({
    grants: fc
      .uniqueArray(grant, {
        selector: (g) => [g.authority, g.purpose, g.ground.kind === 'STATUTE'].join(' '),
      })
      .map((all) => all.map((each, index) => aGrant({ id: `g${index}`, ...each }))),
    question: fc.record(
      {
        authority: fc.constantFrom('parking', 'housing'),
        purpose: fc.constantFrom('permit', 'benefit', 'curiosity'),
        hasConsent: fc.boolean(),
        hasBirthDate: fc.boolean(),
        fields: fc.uniqueArray(field, { minLength: 1 }),
      },
      { requiredKeys: ['authority', 'purpose', 'hasConsent', 'hasBirthDate'] },
    ),
  });
  const purposes = ['permit', 'benefit'].map((id) => ({ id, title: { de: id, en: id } }));
  const authorities = ['parking', 'housing'].map((id) => ({ id, name: id, active: true }));
  const released = (question: Partial<LookupQuestion>, grants: readonly GrantEntry[]): readonly string[] => {
    const clients = [{ id: 'parking-hannover', authority: question.authority!, active: true }];
    const verdict = ask(question, { grants, purposes, authorities, clients });
    return verdict.permitted ? verdict.fields : [];
  };

  it('releases no more after a grant was removed', () => {
    fc.assert(
      fc.property(world, fc.nat(), ({ grants, question }, index) => {
        const before = released(question, grants);
        const after = released(question, grants.toSpliced(index % Math.max(grants.length, 1), 1));
        expect(before).toEqual(expect.arrayContaining([...after]));
      }),
    );
  });

  it('agrees with a naive reading of the relation', () => {
    fc.assert(
      fc.property(world, ({ grants, question }) => {
        const covering = grants.find(
          (g) =>
            g.authority === question.authority &&
            g.purpose === question.purpose &&
            g.validFrom <= '2026-06-15' &&
            (g.ground.kind === 'STATUTE') !== question.hasConsent,
        );
        const fields = question.fields ?? covering?.fields ?? [];
        const allowed = question.hasBirthDate && fields.every((each) => covering?.fields.includes(each));
        expect(released(question, grants)).toEqual(allowed ? fields : []);
      }),
    );
  });
});
