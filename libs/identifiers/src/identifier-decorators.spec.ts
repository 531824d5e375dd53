import 'reflect-metadata';
import { IsOptional, validateSync, type ValidationError } from 'class-validator';
import {
  IsAgs,
  IsAgsIn,
  IsArs,
  IsDay,
  IsEuid,
  IsIdnr,
  IsInstant,
  IsLei,
  IsPartialDate,
  IsPlate,
  IsPlateSeason,
  IsPostcode,
  IsPostcodeAnywhere,
  IsRegisterCourt,
  IsRegisterNumber,
  IsVehicleNumber,
  IsVin,
  IsWidnr,
} from './identifier-decorators.ts';

class AnyDto {
  @IsOptional() @IsIdnr() idnr?: unknown;
  @IsOptional() @IsIdnr({ testNumbers: true }) testIdnr?: unknown;
  @IsOptional() @IsIdnr({ testNumbers: true }, { each: true }) idnrs?: unknown;
  @IsOptional() @IsWidnr() widnr?: unknown;
  @IsOptional() @IsVin() vin?: unknown;
  @IsOptional() @IsPlate() plate?: unknown;
  @IsOptional() @IsPlateSeason() season?: unknown;
  @IsOptional() @IsRegisterNumber() registerNumber?: unknown;
  @IsOptional() @IsRegisterCourt() registerCourt?: unknown;
  @IsOptional() @IsEuid() euid?: unknown;
  @IsOptional() @IsLei() lei?: unknown;
  @IsOptional() @IsAgs() ags?: unknown;
  @IsOptional() @IsArs() ars?: unknown;
  @IsOptional() @IsPostcode() postcode?: unknown;
  @IsOptional() @IsDay() day?: unknown;
  @IsOptional() @IsInstant() instant?: unknown;
  @IsOptional() @IsPartialDate() partialDate?: unknown;
}

const errorsOf = (property: keyof AnyDto, value: unknown): readonly ValidationError[] =>
  validateSync(Object.assign(new AnyDto(), { [property]: value }));

const codesOf = (property: keyof AnyDto, value: unknown): readonly string[] =>
  errorsOf(property, value).flatMap(({ constraints }) => Object.keys(constraints ?? {}));

describe('identifier decorators', () => {
  it.each([
    ['testIdnr', '01234567812'],
    ['idnrs', ['01234567812', '02476291358']],
    ['widnr', 'DE136695976-00001'],
    ['vin', 'WVWZZZ1KZAW000001'],
    ['plate', 'H-AB 123E'],
    ['season', '10-03'],
    ['registerNumber', 'HRB 12345'],
    ['registerCourt', 'P2305'],
    ['euid', 'DEP2305.HRB12345'],
    ['lei', '213800KUD8LAJWSQ9D15'],
    ['ags', '03241001'],
    ['ars', '032410001001'],
    ['postcode', '30159'],
    ['day', '2024-02-29'],
    ['instant', '2024-02-29T10:00:00+01:00'],
    ['partialDate', '1998-00-00'],
  ] as const)('accept a right value of %s', (property, value) =>
    expect(codesOf(property, value)).toEqual([]),
  );

  it.each([
    ['idnr', '01234567812', 'identifier-malformed'],
    ['testIdnr', '01234567813', 'check-digit-wrong'],
    ['testIdnr', '0123456781', 'identifier-malformed'],
    ['widnr', 'DE123456789-00001', 'check-digit-wrong'],
    ['widnr', 'DE1', 'identifier-malformed'],
    ['lei', '213800KUD8LXJWSQ9D15', 'check-digit-wrong'],
    ['vin', 'WVWZZZ1KZAW00000I', 'identifier-malformed'],
    ['plate', 'HAB 123', 'identifier-malformed'],
    ['season', '05-05', 'identifier-malformed'],
    ['registerNumber', 'HRB12345', 'identifier-malformed'],
    ['registerCourt', 'P2612', 'identifier-unknown'],
    ['euid', 'DEP2612.HRB123', 'identifier-unknown'],
    ['ags', '03152012', 'identifier-unknown'],
    ['ars', '032410001099', 'identifier-unknown'],
    ['ags', '0324', 'identifier-malformed'],
    ['postcode', '00123', 'identifier-malformed'],
    ['day', '2025-02-29', 'request-invalid'],
    ['instant', '2025-02-29T10:00:00Z', 'request-invalid'],
    ['partialDate', '1998-00-05', 'request-invalid'],
  ] as const)('report a wrong %s under the code of its failure alone', (property, value, code) => {
    expect(codesOf(property, value)).toEqual([code]);
    const [error] = errorsOf(property, value);
    expect(error?.contexts?.[code]).toEqual({ code });
    expect(error?.constraints?.[code]).toMatch(/^[A-Z].*\.$/);
    expect(error?.constraints?.[code]).not.toContain(value);
  });

  it.each([12345, true, {}, ['01234567812'], Symbol('x'), Number.NaN])('refuse what is not text', (value) => {
    expect(codesOf('testIdnr', value)).toEqual(['identifier-malformed']);
    expect(codesOf('day', value)).toEqual(['request-invalid']);
  });

  it('explain, in a list, the elements that fail', () => {
    const [error] = errorsOf('idnrs', ['01234567812', '01234567813', '1']);
    expect(Object.keys(error?.constraints ?? {}).toSorted()).toEqual([
      'check-digit-wrong',
      'identifier-malformed',
    ]);
    expect(error?.constraints?.['check-digit-wrong']).toContain('check digit');
  });
});

class StayDto {
  @IsAgsIn<StayDto>(({ from, until }) => ({ from, until })) ags!: string;
  @IsPostcodeAnywhere() postcode!: string;
  @IsVehicleNumber() vin = '11703942';
  from?: string;
  until?: string;
  country?: string;
}

describe('a decorator that reads another member', () => {
  const faulty = (members: Partial<StayDto>): readonly string[] =>
    validateSync(Object.assign(new StayDto(), { ags: '03241001', postcode: '30159', ...members })).map(
      ({ property }) => property,
    );

  it('judges the key by the period beside it', () => {
    expect(faulty({ ags: '03152012', from: '2008-01-01', until: '2014-01-01' })).toEqual([]);
    expect(faulty({ ags: '03152012' })).toEqual(['ags']);
  });

  it('judges the postcode by the country beside it', () => {
    expect(faulty({ postcode: '1010', country: 'Österreich' })).toEqual([]);
    expect(faulty({ postcode: '1010' })).toEqual(['postcode']);
  });

  it('judge a key by today where the bounds of its period are no text', () => {
    class HomeDto {
      @IsAgsIn<HomeDto>(({ from, until }) => ({ from, until }) as never) ags: unknown = '03241001';
      from: unknown = 5;
      until: unknown = ['2014-01-01'];
    }
    expect(validateSync(new HomeDto())).toEqual([]);
  });

  it.each([5, [null, null], {}, true])(
    'judge a postcode as a German one where the country is %j',
    (country) => {
      class AnyAddressDto {
        @IsPostcodeAnywhere() postcode: unknown = '30159';
        country: unknown = country;
      }
      expect(validateSync(new AnyAddressDto())).toEqual([]);
    },
  );
});
