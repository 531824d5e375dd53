import { readFileSync } from 'node:fs';
import { agsOfArs, type Ars } from './ars.ts';
import {
  explain,
  identifierKinds,
  normaliseIdentifier,
  parseIdentifier,
  type IdentifierKind,
} from './identifier-kind.ts';
import { failureCodes, type Parsed } from './parsed.ts';
import { parsePlate } from './plate.ts';
import { isLowerSaxonPostcode } from './postcode.ts';

interface Vector {
  readonly type: IdentifierKind;
  readonly value: string;
  readonly valid: boolean;
  /** Failure code (or OK), an en dash, and a remark. */
  readonly reason: string;
  readonly season?: string;
  readonly validIfTestNumbersAllowed?: boolean;
  readonly northAmericanCheckDigitOk?: boolean | null;
  readonly districtCode?: string | null;
  readonly ags?: string | null;
  readonly inLowerSaxony?: boolean | null;
}

const vectors = JSON.parse(
  readFileSync(new URL('../data/identifier-vectors.json', import.meta.url), 'utf8'),
) as readonly Vector[];

const read = ({ type, value, season }: Vector): Parsed<unknown> =>
  season ? parsePlate(value, { season }) : parseIdentifier(type, value);

const valid = vectors.filter((vector) => vector.valid);

describe.each(identifierKinds)('published vectors of %s', (kind) => {
  const cases = vectors.filter(({ type }) => type === kind).map((vector) => [vector.reason, vector] as const);

  it('are at least eighteen', () => expect(cases.length).toBeGreaterThanOrEqual(18));

  it.each(cases)('%s', (reason, vector) => {
    const parsed = read(vector);
    expect(parsed.ok ? 'OK' : parsed.code).toBe(reason.split(' ')[0]);
    expect(parsed.ok).toBe(vector.valid);
  });
});

describe('normalising', () => {
  it('leaves every valid vector as it is', () => {
    for (const { type, value } of valid) expect(normaliseIdentifier(type, value)).toBe(value);
  });

  it.each([
    ['idnr', '36 574 261 809'],
    ['vin', 'wvwzzz1kzaw000001'],
    ['plate', 'h-ab 123'],
    ['registerNumber', 'HRB12345'],
    ['registerNumber', 'GNR 12'],
    ['registerCourt', 'p2305'],
    ['euid', 'DEP2305.HRB 12345'],
    ['lei', '213800kud8lajwsq9d15'],
    ['ags', '03 241 001'],
    ['ars', '03 241 0001 001'],
    ['postcode', '30 159'],
  ] as const)('mends the spelling of an invalid %s', (kind, value) => {
    expect(parseIdentifier(kind, value).ok).toBe(false);
    expect(parseIdentifier(kind, normaliseIdentifier(kind, value)).ok).toBe(true);
  });
});

describe('vectors of what an identifier tells besides its validity', () => {
  it('accept test numbers only on request', () => {
    for (const { value, validIfTestNumbersAllowed } of vectors.filter(({ type }) => type === 'idnr')) {
      expect(parseIdentifier('idnr', value, { testNumbers: true }).ok).toBe(validIfTestNumbersAllowed);
    }
  });

  it('warn of a VIN exactly where the North American check digit does not fit', () => {
    for (const vector of valid.filter(({ type }) => type === 'vin')) {
      const codes = warningCodes(read(vector));
      expect(codes).toEqual(vector.northAmericanCheckDigitOk ? [] : ['CHECK_DIGIT']);
    }
  });

  it('warn of a plate exactly where the district is not Lower Saxon', () => {
    for (const vector of valid.filter(({ type }) => type === 'plate')) {
      expect(warningCodes(read(vector))).toEqual(vector.districtCode === 'known' ? [] : ['UNKNOWN_DISTRICT']);
    }
  });

  it('find the municipality key inside a regional key', () => {
    for (const { value, ags } of valid.filter(({ type }) => type === 'ars')) {
      expect(agsOfArs(value as Ars)).toBe(ags);
    }
  });

  it('know the postcodes of Lower Saxony', () => {
    for (const { value, inLowerSaxony } of valid.filter(({ type }) => type === 'postcode')) {
      expect(isLowerSaxonPostcode(value)).toBe(inLowerSaxony);
    }
  });
});

describe('explanations', () => {
  const all = identifierKinds
    .flatMap((kind) => failureCodes.map((code) => explain(kind, code) ?? ''))
    .filter(Boolean);

  it('are whole sentences, and free of the tokens class-validator would replace by the value', () => {
    expect(all.length).toBeGreaterThan(25);
    for (const explanation of all) expect(explanation).toMatch(/^[A-Z][^$]{30,}\.$/);
  });

  it('never repeat the refused value', () => {
    const refused = vectors.filter(({ valid: isValid, value }) => !isValid && /\d/.test(value));
    for (const vector of refused) {
      const parsed = read(vector);
      expect(!parsed.ok && parsed.explanation.includes(vector.value)).toBe(false);
    }
  });
});

const warningCodes = (parsed: Parsed<unknown>): readonly string[] =>
  parsed.ok ? parsed.warnings.map(({ code }) => code) : ['refused'];
