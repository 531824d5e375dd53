import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { BusinessAddressDto } from './business-address.dto.ts';
import { impossibleDays } from './company-days.rules.ts';
import { RegisterCompanyDto } from './register-company.dto.ts';

const today = '2026-11-28';
const officer = { familyName: 'Muster', givenNames: 'Erika' };

describe('days of a company that cannot be', () => {
  const pointersOf = (body: object): readonly string[] =>
    impossibleDays(plainToInstance(RegisterCompanyDto, body), today).map(({ pointer }) => pointer);

  it.each([
    ['articles made ahead', { articlesDate: '2027-01-01' }, ['/articlesDate']],
    ['an end before the articles', { articlesDate: '2020-01-01', endedOn: '2019-12-31' }, ['/endedOn']],
    ['an end ahead', { endedOn: '2026-11-29' }, ['/endedOn']],
    [
      'an officer born ahead',
      { officers: [{ ...officer, birthDate: '2030-01-01' }] },
      ['/officers/0/birthDate'],
    ],
    [
      'an entry made ahead',
      { entries: [{ sequence: 1, enteredOn: '2030-01-01' }] },
      ['/entries/0/enteredOn'],
    ],
    [
      'a change of status ahead',
      { statusEvents: [{ status: 'DELETED', on: '2030-01-01' }] },
      ['/statusEvents/0/on'],
    ],
    ['what happened today', { articlesDate: today, endedOn: today }, []],
  ])('%s', (_case, body, pointers) => expect(pointersOf(body)).toEqual(pointers));
});

describe('a business address', () => {
  it.each([
    ['in Vienna', { postcode: '1010', place: 'Wien', country: 'Österreich' }, []],
    ['in Vienna without its state', { postcode: '1010', place: 'Wien' }, ['postcode']],
    ['in Göttingen', { postcode: '37073', place: 'Göttingen' }, []],
  ])('%s', (_case, address, properties) => {
    const faults = validateSync(plainToInstance(BusinessAddressDto, address));
    expect(faults.map(({ property }) => property)).toEqual(properties);
  });
});
