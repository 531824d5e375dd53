import { readFileSync } from 'node:fs';
import { loadEvidenceTypes } from '../evidence-types/evidence-type.catalogue.ts';
import { aGrant, anEventGrant, aPolicy } from './policy.builder.ts';
import { usualLimit } from './limit.rules.ts';
import { mergedPolicy, PolicyUnusable, readPolicyFile } from './policy.file.ts';

const types = loadEvidenceTypes();
const hook = { id: 'hook', authority: 'parking', url: 'https://hooks.example/einmal' };
const read = (content: unknown) => readPolicyFile(content, types);

describe('a policy', () => {
  it('is read as it is written', () => {
    const policy = aPolicy({
      grants: [aGrant({ provisional: 'law-review 1.4 row 1' })],
      eventGrants: [anEventGrant()],
      callbacks: [hook],
    });
    expect(read(policy)).toEqual(policy);
  });

  describe('for the demo', () => {
    const demo = read(
      JSON.parse(readFileSync(new URL('../../data/policy.demo.json', import.meta.url), 'utf8')),
    );

    it('lets the housing office ask on choice alone (SGB X §67f), and the residents register alone', () => {
      const housing = demo.grants.filter((grant) => grant.authority === 'wohngeld-goettingen');
      expect(housing.length).toBeGreaterThan(0);
      for (const { evidenceType, ground } of housing) {
        expect(evidenceType).toMatch(/^residents\./);
        expect(ground.kind).toBe('CHOICE');
      }
    });

    // StVG §43(1), HGB §9(1): these registers answer who asks; they announce nothing to him.
    it('announces residents only, and only inside one city (BMG §37)', () => {
      for (const { evidenceType, ground } of demo.eventGrants ?? []) {
        expect(evidenceType).toBe('residents.change-notice.v1');
        expect(ground).toMatchObject({ kind: 'STATUTE', legalBasis: expect.stringContaining('BMG §37') });
      }
    });

    it('releases nothing on choice unseen, and marks social data', () => {
      for (const { id, authority, preview, socialData, provisional } of demo.grants) {
        const isSocial = authority === 'wohngeld-goettingen' ? true : undefined;
        expect([id, preview, socialData, provisional]).toEqual([id, undefined, isSocial, undefined]);
      }
    });
  });

  const { subjectKinds: _, ...unnamed } = aGrant();
  const parking = aPolicy().authorities[0]!;
  const withPurpose = (change: object) => ({
    ...aPolicy(),
    purposes: aPolicy().purposes.map((each) => ({ ...each, ...change })),
  });
  it.each<[string, unknown, string]>([
    ['a member nobody knows', { ...aPolicy(), version: 1 }, 'additional properties'],
    ['a grant without a ground', { ...aPolicy(), grants: [{ ...aGrant(), ground: undefined }] }, 'ground'],
    [
      'an empty legal basis',
      aPolicy({ grants: [aGrant({ ground: { kind: 'CHOICE', legalBasis: '' } })] }),
      'legalBasis',
    ],
    [
      'an authority nobody lists',
      aPolicy({ grants: [aGrant({ authority: 'housing' })] }),
      'housing is not listed',
    ],
    [
      'a client of nobody',
      aPolicy({ clients: [{ id: 'c', authority: 'housing', active: true }] }),
      'housing',
    ],
    [
      'a purpose nobody lists',
      aPolicy({ grants: [aGrant({ purpose: 'fun' })] }),
      'purpose fun is not listed',
    ],
    [
      'an evidence type nobody knows',
      aPolicy({ grants: [aGrant({ evidenceType: 'x.y.v1' })] }),
      'x.y.v1 is not known',
    ],
    ['a grant that does not say how subjects are named', { ...aPolicy(), grants: [unnamed] }, 'subjectKinds'],
    ['a field outside the type', aPolicy({ grants: [aGrant({ fields: ['plate'] })] }), 'field plate'],
    ['an id twice', aPolicy({ authorities: [parking, parking] }), 'parking occurs twice'],
    [
      'an end before the beginning',
      aPolicy({ grants: [aGrant({ lastDay: '2025-01-01' })] }),
      'ends before it begins',
    ],
    ['a level of assurance nobody knows', withPurpose({ minimumAcr: 'certain' }), 'allowed values'],
    [
      'a limit for a client nobody lists',
      aPolicy({ limits: [{ client: 'x', subjectKinds: ['plate'], ...usualLimit }] }),
      'x is not',
    ],
    [
      'two limits for the same',
      aPolicy({
        limits: [
          { subjectKinds: ['plate', 'vin'], ...usualLimit },
          { subjectKinds: ['vin'], ...usualLimit },
        ],
      }),
      'two limits for vin',
    ],
    [
      'a limit of nothing',
      aPolicy({
        limits: [{ subjectKinds: ['vin'], ...usualLimit, lookups: { count: 0, windowS: 60 } }],
      }),
      'must be >= 1',
    ],
    [
      'an event nobody announces',
      aPolicy({ eventGrants: [anEventGrant({ eventTypes: ['resident.married.v1'] })] }),
      'resident.married.v1 is not announced by residents',
    ],
    [
      'an event grant on evidence that is not asked for by record',
      aPolicy({ eventGrants: [anEventGrant({ evidenceType: 'residents.identity.v1', fields: ['gender'] })] }),
      'cannot be asked for by record',
    ],
    [
      'events on the ground of a choice',
      aPolicy({ eventGrants: [anEventGrant({ ground: { kind: 'CHOICE', legalBasis: 'EGovG §5' } })] }),
      'a choice belongs to one application',
    ],
    [
      'a provisional grant that names no row of the review',
      aPolicy({ grants: [aGrant({ provisional: 'until somebody looks' })] }),
      '/grants/0/provisional',
    ],
    [
      'two event grants for the same',
      aPolicy({ eventGrants: [anEventGrant(), anEventGrant({ id: 'rival' })] }),
      'overlaps with to-hear-of-moves',
    ],
    [
      'an event grant with the id of a grant',
      aPolicy({ eventGrants: [anEventGrant({ id: 'by-choice' })] }),
      'by-choice occurs twice',
    ],
    [
      'a callback of an authority that is not listed',
      aPolicy({ callbacks: [{ id: 'hook', authority: 'nobody', url: 'https://hooks.example/' }] }),
      '/callbacks/hook: authority nobody is not listed',
    ],
    [
      'a callback that is not https',
      aPolicy({ callbacks: [{ id: 'hook', authority: 'parking', url: 'http://hooks.example/' }] }),
      '/callbacks/hook: the URL is not https',
    ],
    ['two callbacks with one id', aPolicy({ callbacks: [hook, hook] }), 'hook occurs twice'],
    ['a day that does not exist', aPolicy({ grants: [aGrant({ validFrom: '2026-02-30' })] }), 'validFrom'],
    [
      'a choice and a consent for the same on the same day',
      aPolicy({ grants: [aGrant(), aGrant({ id: 'rival', ground: { kind: 'CONSENT', legalBasis: 'x' } })] }),
      'overlaps with by-choice',
    ],
  ])('is refused with %s', (_, content, fault) => {
    expect(() => read(content)).toThrow(PolicyUnusable);
    expect(() => read(content)).toThrow(fault);
  });

  it('may have one grant follow another, and statute beside choice', () => {
    const first = aGrant({ lastDay: '2026-06-30' });
    const second = aGrant({ id: 'second', validFrom: '2026-07-01' });
    const statute = aGrant({ id: 'statute', ground: { kind: 'STATUTE', legalBasis: 'AO §139b(2); x' } });
    expect(() => read(aPolicy({ grants: [first, second, statute] }))).not.toThrow();
  });
});

describe('a policy in several files', () => {
  it('is their lists, joined', () => {
    const one = { purposes: [{ id: 'a' }], grants: [1] };
    expect(mergedPolicy([one, { grants: [2], eventGrants: [3] }])).toEqual({
      purposes: [{ id: 'a' }],
      grants: [1, 2],
      eventGrants: [3],
    });
    expect(mergedPolicy([one])).toBe(one);
  });

  it('is refused where one of them is none', () => {
    expect(() => readPolicyFile(mergedPolicy([{ grants: [] }, 'text']), loadEvidenceTypes())).toThrow(
      PolicyUnusable,
    );
  });
});
