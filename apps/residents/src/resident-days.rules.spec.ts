import { validateSync } from 'class-validator';
import { plainToInstance } from 'class-transformer';
import { AddressDto } from './address.dto.ts';
import { RegisterResidentDto } from './register-resident.dto.ts';
import { aHome, aTestIdnr } from './resident.builder.ts';
import { impossibleDays } from './resident-days.rules.ts';

const today = '2026-11-28';
const body = (overrides: object = {}): RegisterResidentDto =>
  plainToInstance(RegisterResidentDto, {
    ground: 'BMG §17(1)',
    effectiveOn: '2026-01-01',
    idnr: aTestIdnr(),
    familyName: 'Muster',
    givenNames: 'Erika',
    birthDate: '1980-05-17',
    gender: 'w',
    addresses: [aHome()],
    ...overrides,
  });
const relative = { familyName: 'Muster', givenNames: 'Erika' };
const card = { kind: 'IDENTITY_CARD', issuer: 'Hannover', serialNumber: 'T1' };

describe('days that cannot be', () => {
  const pointersOf = (overrides: object): readonly string[] =>
    impossibleDays(body(overrides), today).map(({ pointer }) => pointer);

  it.each([
    ['a birth in 2100', { birthDate: '2100-01-01' }, ['/birthDate', '/birthDate', '/addresses/0/movedInOn']],
    ['a birth after the day of the act', { birthDate: '2026-02-00', addresses: [] }, ['/birthDate']],
    ['moving in ahead', { addresses: [aHome({ movedInOn: '2026-11-29' })] }, ['/addresses/0/movedInOn']],
    [
      'moving out before moving in',
      { addresses: [aHome(), aHome({ movedInOn: '2019-00-00', movedOutOn: '2018-05-00' })] },
      ['/addresses/1/movedOutOn'],
    ],
    [
      'moving in before birth',
      { addresses: [aHome({ movedInOn: '1979-00-00' })] },
      ['/addresses/0/movedInOn'],
    ],
    [
      'a marriage that ended before it began',
      { maritalStatusSince: '2010-05-00', maritalStatusEndedOn: '2009-00-00' },
      ['/maritalStatusEndedOn'],
    ],
    [
      'a change of name ahead',
      { nameChange: { effectiveDate: '2027-01-01' } },
      ['/nameChange/effectiveDate'],
    ],
    [
      'a child born ahead',
      { minorChildren: [{ ...relative, birthDate: '2030-01-00' }] },
      ['/minorChildren/0/birthDate'],
    ],
    [
      'a spouse who died before birth',
      { spouse: { ...relative, birthDate: '1980-01-01', deathDate: '1979-00-00' } },
      ['/spouse/deathDate'],
    ],
    [
      'a card that ended before it was issued',
      { identityDocuments: [{ ...card, issuedOn: '2024-01-01', validUntil: '2023-12-31' }] },
      ['/identityDocuments/0/validUntil'],
    ],
    [
      'a lock that ends before it begins',
      { locks: [{ kind: 'CONDITIONAL', since: '2026-01-02', until: '2026-01-01' }] },
      ['/locks/0/until'],
    ],
  ])('%s', (_case, overrides, pointers) => expect(pointersOf(overrides)).toEqual(pointers));

  it.each([
    ['parts that are not known', { maritalStatusSince: '1999-00-00', maritalStatusEndedOn: '1999-00-00' }],
    ['a move on the day of birth', { addresses: [aHome({ movedInOn: '1980-05-17' })] }],
    ['what happens today', { addresses: [aHome({ movedInOn: today })] }],
    ['a lock of one day', { locks: [{ kind: 'CONDITIONAL', since: '2026-01-01', until: '2026-01-01' }] }],
    [
      'a card that is valid long',
      { identityDocuments: [{ ...card, issuedOn: today, validUntil: '2036-11-27' }] },
    ],
  ])('are not %s', (_case, overrides) => expect(pointersOf(overrides)).toEqual([]));
});

describe('an address', () => {
  const faulty = (overrides: object): readonly string[] =>
    validateSync(plainToInstance(AddressDto, { ...aHome(), ...overrides })).map(({ property }) => property);

  it.each([
    ['the key of its time', { ags: '03152012', movedInOn: '2008-04-01', movedOutOn: '2014-05-31' }, []],
    [
      'the key of today for a former time',
      { ags: '03159016', movedInOn: '2008-04-01', movedOutOn: '2014-05-31' },
      ['ags'],
    ],
    ['a former key for a current home', { ags: '03152012', movedInOn: '2008-04-01' }, ['ags']],
    ['the key of today for a current home', { ags: '03159016', movedInOn: '2008-04-01' }, []],
    ['a house number and no street', { street: null }, []],
    ['a street and no house number', { houseNumber: undefined }, []],
    ['neither street nor house number', { street: undefined, houseNumber: null }, ['street', 'houseNumber']],
    ['a street that is empty', { street: '' }, ['street']],
    ['a day of moving in that is partly known', { movedInOn: '1962-00-00' }, []],
  ])('with %s', (_case, overrides, properties) => expect(faulty(overrides)).toEqual(properties));
});
