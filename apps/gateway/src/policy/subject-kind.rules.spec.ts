import { readFileSync } from 'node:fs';
import { loadEvidenceTypes } from '../evidence-types/evidence-type.catalogue.ts';
import { aGrant, aPolicy } from './policy.builder.ts';
import type { GrantEntry, PolicyFile } from './policy.file.ts';
import { subjectKindFaults } from './subject-kind.rules.ts';

const types = loadEvidenceTypes();
const onStatute = (legalBasis: string) => ({ ground: { kind: 'STATUTE', legalBasis } }) as const;
const holders = { evidenceType: 'residents.holder-address.v1' };
const faultsOf = (change: Partial<GrantEntry>) =>
  subjectKindFaults(aPolicy({ grants: [aGrant(change)] }), types);

describe('how a grant lets subjects be named', () => {
  it.each<[string, Partial<GrantEntry>, string]>([
    ['another kind than the type has', { subjectKinds: ['idnr', 'plate'] }, 'is not asked for by plate'],
    ['by IDNr on statute', onStatute('BMG §34a(1), (2), §38(1)'), 'asks by IDNr on statute'],
    ['by IDNr on a paragraph that is not listed', onStatute('AO §139b(20)'), 'asks by IDNr on statute'],
    [
      'by IDNr on a paragraph that only mentions one',
      onStatute('like AO §139b(2)'),
      'asks by IDNr on statute',
    ],
    ['by a search for who has chosen', { ...holders, subjectKinds: ['person'] }, "on the person's own will"],
  ])('is a fault %s', (_, change, fault) => {
    expect(faultsOf(change)).toEqual([expect.stringContaining(fault)]);
  });

  it.each<[string, Partial<GrantEntry>]>([
    ['by IDNr on choice', {}],
    ['by IDNr on statute with a norm that allows the number', onStatute('X §1; AO §139b(2) no. 1')],
    ['by a search on statute', { ...holders, ...onStatute('BMG §38(1)'), subjectKinds: ['person'] }],
  ])('is none %s', (_, change) => expect(faultsOf(change)).toEqual([]));

  // BMG §38(1): on statute the residents register is asked by name and more.
  it('in the demo is by search on statute, and by IDNr on the resident’s own choice', () => {
    const file = new URL('../../data/policy.demo.json', import.meta.url);
    const demo = JSON.parse(readFileSync(file, 'utf8')) as PolicyFile;
    const ofResidents = demo.grants.filter(({ evidenceType }) => evidenceType.startsWith('residents.'));
    expect(new Set(ofResidents.map(({ ground }) => ground.kind))).toEqual(new Set(['CHOICE', 'STATUTE']));
    for (const { id, ground, subjectKinds } of ofResidents) {
      expect([id, subjectKinds]).toEqual([id, [ground.kind === 'STATUTE' ? 'person' : 'idnr']]);
    }
  });
});
