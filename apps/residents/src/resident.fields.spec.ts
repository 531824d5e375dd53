import { lockValues, residentOf } from './registration.rules.ts';
import { aHome, aResident } from './resident.builder.ts';
import { residentFields } from './resident.fields.ts';
import type { RelatedPerson } from './resident-parts.ts';

describe('locks', () => {
  it('yield the columns that lookups judge', () => {
    const lock = (kind: 'INFORMATION' | 'CONDITIONAL' | 'CIVIL_STATUS', until?: string) => ({
      kind,
      since: '2026-01-01',
      ...(until !== undefined && { until }),
    });
    expect(lockValues([])).toEqual({
      locks: [],
      informationLockedUntil: null,
      conditionalLock: false,
      formerNamesSealed: false,
    });
    const both = [lock('INFORMATION', '2028-01-01'), lock('INFORMATION', '2027-01-01')];
    expect(lockValues(both).informationLockedUntil).toBe('2028-01-01');
    expect(lockValues([lock('CONDITIONAL'), lock('CIVIL_STATUS')])).toMatchObject({
      conditionalLock: true,
      formerNamesSealed: true,
    });
  });

  it('are in no field of the catalogue', () => {
    const read = new Set<string>(Object.values(residentFields).flatMap((field) => [...field.from]));
    for (const property of ['locks', 'informationLockedUntil']) expect(read.has(property)).toBe(false);
  });
});

describe('what other authorities may be told', () => {
  const relative = (overrides: Partial<RelatedPerson> = {}): RelatedPerson => ({
    familyName: 'Muster',
    givenNames: 'Max',
    ...overrides,
  });

  it('leaves out related persons with an information lock and never tells a lock', () => {
    const resident = aResident({
      spouse: relative({ lock: 'INFORMATION' }),
      minorChildren: [
        relative({ lock: 'INFORMATION' }),
        relative({ lock: 'CONDITIONAL', givenNames: 'Mia' }),
      ],
      legalRepresentatives: [relative({ lock: null })],
    });
    expect(residentFields['spouse.familyName'].read(resident)).toBeNull();
    expect(residentFields.minorChildren.read(resident)).toEqual([
      { familyName: 'Muster', givenNames: 'Mia' },
    ]);
    expect(residentFields.legalRepresentatives.read(resident)).toEqual([relative()]);
  });

  it('leaves out related persons in a list inside the list, of which nobody can say what locks they have', () => {
    const hidden = [[relative({ lock: 'INFORMATION' })]] as unknown as readonly RelatedPerson[];
    expect(residentFields.minorChildren.read(aResident({ minorChildren: hidden }))).toEqual([]);
  });

  it('hides earlier names that are sealed', () => {
    const resident = aResident({
      birthName: 'Früher',
      formerGivenNames: ['Früher'],
      formerNamesSealed: true,
    });
    expect(residentFields.birthName.read(resident)).toBeNull();
    expect(residentFields.formerGivenNames.read(resident)).toBeNull();
    expect(residentFields.birthName.read(aResident({ birthName: 'Früher' }))).toBe('Früher');
  });

  it('is the current main or sole home, with the marker of a conditional lock', () => {
    const former = aHome({ street: 'Altweg', movedOutOn: '2019-08-01' });
    const secondary = aHome({ street: 'Seeweg', residenceType: 'SECONDARY' });
    const main = aHome({ residenceType: 'MAIN', movedInOn: '2020-01-01' });
    const resident = aResident({ addresses: [former, secondary, main], conditionalLock: true });
    expect(residentFields['address.street'].read(resident)).toBe('Beispielweg');
    expect(residentFields.movedInOn.read(resident)).toBe('2020-01-01');
    expect(residentFields['address.conditionalLock'].read(resident)).toBe(true);
    expect(residentFields.secondaryAddresses.read(resident)).toEqual([secondary]);
    expect(residentFields.formerAddresses.read(resident)).toEqual([former]);
  });
});

const today = '2026-11-28';

describe('a registration', () => {
  const body = (overrides: object = {}) => ({
    ground: 'BMG §17(1)',
    effectiveOn: '2026-01-01',
    idnr: '02476291358',
    familyName: 'Muster',
    givenNames: 'Erika',
    birthDate: '1980-05-17',
    gender: 'w' as const,
    addresses: [aHome()],
    ...overrides,
  });
  const secondary = aHome({ residenceType: 'SECONDARY' });

  it.each([
    ['no home', [], '/addresses'],
    ['only a secondary home', [secondary], '/addresses'],
    ['two main homes', [aHome({ residenceType: 'MAIN' }), aHome({ residenceType: 'MAIN' })], '/addresses'],
    ['a sole home beside a secondary one', [aHome(), secondary], '/addresses'],
    ['only former homes', [aHome({ movedOutOn: '2020-01-01' })], '/addresses'],
  ])('with %s is refused', (_case, addresses, pointer) => {
    expect(() => residentOf(body({ addresses }), today)).toThrow(
      expect.objectContaining({ items: [expect.objectContaining({ pointer })] }) as Error,
    );
  });

  it('with a main, a secondary and a former home is taken', () => {
    const addresses = [aHome({ residenceType: 'MAIN' }), secondary, aHome({ movedOutOn: '2019-08-01' })];
    expect(residentOf(body({ addresses }), today).addresses).toEqual(addresses);
  });

  it.each([
    ['2026-01-01', '2028-01-01'],
    ['2024-02-29', '2026-02-28'],
  ])('with an information lock of two years is taken: %s to %s', (since, until) => {
    const locks = [{ kind: 'INFORMATION', since, until }];
    expect(residentOf(body({ locks }), today).informationLockedUntil).toBe(until);
  });

  it.each([['2027-12-31'], ['2028-01-02'], ['2099-12-31'], [undefined]])(
    'with an information lock of another length is refused: 2026-01-01 to %s',
    (until) => {
      const locks = [{ kind: 'INFORMATION', since: '2026-01-01', until }];
      expect(() => residentOf(body({ locks }), today)).toThrow('two years');
    },
  );

  it('carries neither ground nor day into the record', () => {
    expect(residentOf(body(), today)).not.toHaveProperty('ground');
    expect(residentOf(body(), today)).not.toHaveProperty('effectiveOn');
  });
});
