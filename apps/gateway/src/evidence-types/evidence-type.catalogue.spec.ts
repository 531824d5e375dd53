import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { EvidenceTypesUnusable, loadEvidenceTypes } from './evidence-type.catalogue.ts';

const shipped = loadEvidenceTypes();

describe('the shipped evidence types', () => {
  it('are those the exchange promises', () => {
    expect([...shipped.keys()]).toEqual(
      expect.arrayContaining([
        'business.master-data.v1',
        'business.register-excerpt.v1',
        'residents.address.v1',
        'residents.identity.v1',
        'residents.parking-permit.v1',
        'vehicles.master-data.v1',
        'vehicles.parking-permit.v1',
      ]),
    );
  });

  it('ask for the birth date wherever a person is named by IDNr (EGovG §5(4))', () => {
    for (const type of shipped.values()) {
      expect(type.birthDateRequired).toBe(type.subjectKinds.includes('idnr'));
    }
  });

  it('name vehicles by plate or VIN only (FZV §66(3))', () => {
    expect(shipped.get('vehicles.parking-permit.v1')?.subjectKinds).toEqual(['plate', 'vin']);
  });
});

describe('an evidence type', () => {
  const folder = mkdtempSync(join(tmpdir(), 'evidence-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const good = shipped.get('vehicles.parking-permit.v1')!;
  const load = (content: object, name = 'vehicles.parking-permit.v1.json') => {
    writeFileSync(join(folder, name), JSON.stringify(content));
    try {
      return loadEvidenceTypes(pathToFileURL(`${folder}/`));
    } finally {
      rmSync(join(folder, name));
    }
  };

  it('is read as it is written', () => {
    expect(load(good).get(good.id)).toEqual(good);
  });

  it.each<[string, object, string]>([
    ['a member nobody knows', { ...good, owner: 'x' }, 'additional properties'],
    ['a version that differs from its id', { ...good, version: 2 }, '/version differs'],
    ['a register nobody knows', { ...good, register: 'land' }, '/register'],
    [
      'a field the schema does not have',
      { ...good, fields: { ...good.fields, vin: { de: 'x', en: 'x' } } },
      'vin',
    ],
    [
      'a field less than the schema has',
      { ...good, fields: { plate: good.fields['plate'] } },
      'is not a field',
    ],
    [
      'a schema that does not compile',
      { ...good, schema: { ...good.schema, type: 'objekt' } },
      'does not compile',
    ],
    ['a duration that is none', { ...good, validFor: 'a day' }, '/validFor'],
  ])('is refused with %s', (_, content, fault) => {
    expect(() => load(content)).toThrow(EvidenceTypesUnusable);
    expect(() => load(content)).toThrow(fault);
  });

  it('is refused under a name that is not its id', () => {
    expect(() => load(good, 'other.json')).toThrow('named differently');
  });
});
