import { readFileSync } from 'node:fs';
import { ImportLineUnreadable } from '#libs/register-kit';
import { validateStrictly } from '#libs/service-kit';
import { addressFrom } from './offeneregister-address.rules.ts';
import { companyFromOffeneRegister, companyNumberFrom } from './offeneregister.rules.ts';
import { RegisterCompanyDto } from './register-company.dto.ts';
import { companyOf } from './registration.rules.ts';

type Line = Record<string, unknown>;

const file = new URL('../../../deploy/sample/data/offeneregister-sample.jsonl', import.meta.url);
const lines = readFileSync(file, 'utf8')
  .trimEnd()
  .split('\n')
  .map((text) => JSON.parse(text) as Line);
const first = lines[0] as Line;

const converted = (line: unknown) =>
  companyOf(validateStrictly(RegisterCompanyDto, companyFromOffeneRegister(line)), '2026-11-28');

describe('the sample of OffeneRegister.de', () => {
  it('becomes valid companies, every line, each with an EUID of its own', () => {
    const companies = lines.map(converted);
    expect(companies).toHaveLength(365);
    expect(new Set(companies.map((company) => company.euid)).size).toBe(365);
    expect(new Set(companies.map((company) => company.status))).toEqual(new Set(['ACTIVE', 'DELETED']));
    expect(companies.filter((company) => company.previousNames.length > 0)).toHaveLength(110);
    expect(companies.filter((c) => c.formerEuids.length > 0 || c.successor)).toHaveLength(29);
  });

  it('loses no address: parts where they are certain, else the text as given', () => {
    const companies = lines.map(converted);
    const addresses = companies.flatMap((company) => company.businessAddress ?? []);
    expect(addresses).toHaveLength(189);
    const parsed = addresses.filter((address) => address.street);
    expect(addresses.filter((address) => !address.street && !address.asGiven)).toEqual([]);
    expect(parsed.length).toBeGreaterThanOrEqual(160);
    for (const { houseNumber, postcode, place } of parsed) {
      expect(houseNumber).toMatch(/^\d/);
      expect(postcode).toMatch(/^\d{5}$/);
      expect(place).toMatch(/^[A-ZÄÖÜ]/);
    }
  });
});

describe('company_number', () => {
  it.each([
    ['K1101R_HRB103933', 'DEK1101R.HRB103933', 'HRB 103933', undefined],
    ['T2304V_VR20829', 'DET2304V.VR20829', 'VR 20829', undefined],
    ['H1101_H1101_HRA24477', 'DEH1101.HRA24477', 'HRA 24477', undefined],
    ['M1906_M1904_HRA1277', 'DEM1906.HRA1277', 'HRA 1277', 'M1904'],
    ['P2507_HRB1234DAN', 'DEP2507.HRB1234DAN', 'HRB 1234 DAN', undefined],
    ['P2305_VR1234MÖ', 'DEP2305.VR1234MÖ', 'VR 1234 MÖ', undefined],
  ])('%s is %s', (text, euid, registerNumber, formerCourtCode) => {
    expect(companyNumberFrom(text)).toMatchObject({ euid, registerNumber });
    expect(companyNumberFrom(text).formerCourtCode).toBe(formerCourtCode);
  });

  it.each(['', 'HRB103933', 'K1101R_HRC1', 'K1101R_HRB', 'K1101R_HRB1234567', 'A_B_C_HRB1'])(
    'is refused as %p',
    (text) => {
      expect(() => companyNumberFrom(text)).toThrow(ImportLineUnreadable);
    },
  );
});

describe('a line', () => {
  it.each([
    ['that is no object', []],
    ['without attributes', { ...first, all_attributes: undefined }],
    ['of another country', { ...first, jurisdiction_code: 'at' }],
    ['whose number contradicts itself', { ...first, company_number: 'B8534_HRA1' }],
    ['whose section contradicts itself', { ...first, company_number: 'B8534_HRB730502' }],
    ['with an unknown status', { ...first, current_status: 'sleeping' }],
    ['without a name', { ...first, name: ' ' }],
    ['without a day of retrieval', { ...first, retrieved_at: null }],
  ])('%s is refused', (_, line) => {
    expect(() => companyFromOffeneRegister(line)).toThrow(ImportLineUnreadable);
  });

  it.each([
    ['a previous name that is null', { previous_names: [null, 'x', {}] }, { previousNames: [] }],
    ['a later registration that is null', { subsequent_registrations: [null, {}] }, { formerEuids: [] }],
    [
      'a postcode that cannot be',
      { registered_address: 'Beispielweg 1, 00000 Leonberg.' },
      { businessAddress: { asGiven: 'Beispielweg 1, 00000 Leonberg.' } },
    ],
    [
      'a registrar that is empty',
      { all_attributes: { ...(first['all_attributes'] as Line), registrar: ' ' } },
      { register: { courtCode: 'B8534', section: 'HRA', number: 730502 } },
    ],
  ])('with %s loses only that', (_, members, taken) => {
    expect(converted({ ...first, ...members })).toEqual({ ...converted(first), ...taken });
  });

  it('whose move has an impossible day keeps the move', () => {
    const line = lines.find(({ company_number: number }) => number === 'M1201_HRB100713') as Line;
    const [move] = line['subsequent_registrations'] as Line[];
    const broken = { ...line, subsequent_registrations: [{ ...move, start_date: '2014-13-45' }] };
    expect(converted(broken).formerEuids).toEqual([{ euid: 'DEB8535.HRB522368', until: null }]);
  });

  it('yields the company with its source and what became of it', () => {
    expect(converted(first)).toMatchObject({
      euid: 'DEB8534.HRA730502',
      register: { courtCode: 'B8534', court: 'Amtsgericht Stuttgart', section: 'HRA', number: 730502 },
      previousNames: ['UBG Projektentwicklungs GmbH & Co. Neunzehnte Beteiligungs KG'],
      seat: { place: 'Leonberg' },
      businessAddress: {
        street: 'Böblinger Straße',
        houseNumber: '29',
        postcode: '71229',
        place: 'Leonberg',
      },
      status: 'ACTIVE',
      source: { register: 'OffeneRegister.de', reportedOn: '2018-06-28' },
    });
  });

  it('tells a former EUID from a successor', () => {
    const byNumber = (number: string) => lines.find((line) => line['company_number'] === number);
    expect(converted(byNumber('M1201_HRB100713'))).toMatchObject({
      formerEuids: [{ euid: 'DEB8535.HRB522368', until: '2014-11-13' }],
      successor: null,
    });
    expect(converted(byNumber('M1906_HRB21821'))).toMatchObject({
      formerEuids: [],
      successor: { euid: 'DET2304V.HRB43542', since: '2011-09-30' },
    });
  });
});

describe('an address', () => {
  it.each([
    ['Rheinstraße 194 b, 55218 Ingelheim am Rhein.', { street: 'Rheinstraße', houseNumber: '194 b' }],
    ['Teerhof 59, 28199 Bremen..', { street: 'Teerhof', houseNumber: '59', place: 'Bremen' }],
    ['Werner-von-Siemens-Straße 18-20, 56759 Kaisersesch.', { houseNumber: '18-20' }],
    ['Bei den St. Pauli Landungsbrücken 3, 20359 Hamburg.', { street: 'Bei den St. Pauli Landungsbrücken' }],
    [
      'Neuer Wall 55, c/o Matzen & Partner, 20354 Hamburg.',
      { addition: 'c/o Matzen & Partner', houseNumber: '55' },
    ],
    ['c/o Medical Park, Feodor-Lynen-Straße 31, 30625 Hannover.', { addition: 'c/o Medical Park' }],
    [
      'Burg Layen 1, 55452 Rümmelsheim - Ortsteil Burg Layen.',
      { place: 'Rümmelsheim - Ortsteil Burg Layen' },
    ],
  ])('%s is taken apart', (text, parts) => {
    expect(addressFrom(text)).toMatchObject(parts);
    expect(addressFrom(text)).not.toHaveProperty('asGiven');
  });

  it.each(['Kaiserswerther Str.', 'Cargo City Süd Geb.', 'Geb.'])('%s is kept as given', (text) => {
    expect(addressFrom(text)).toEqual({ asGiven: text });
  });

  it('keeps what is certain beside a street that is not', () => {
    const text = 'Statthalterplatz c/o Kiosk am Bahnhof, 22605 Hamburg.';
    expect(addressFrom(text)).toEqual({ postcode: '22605', place: 'Hamburg', asGiven: text });
  });
});
