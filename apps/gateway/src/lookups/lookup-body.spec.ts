import fc from 'fast-check';
import { RequestInvalid, validateStrictly } from '#libs/service-kit';
import { DescribedBody } from '../described-body.request.ts';
import { LookupRequestDto } from './lookup-request.dto.ts';

const bodies = new DescribedBody(LookupRequestDto);
const { accepts } = bodies;

function itemsOf(body: unknown): RequestInvalid['items'] | undefined {
  try {
    validateStrictly(LookupRequestDto, body ?? {});
    return undefined;
  } catch (error) {
    if (error instanceof RequestInvalid) return error.items;
    throw error;
  }
}

const good = {
  evidenceType: 'residents.address.v1',
  purpose: 'housing-benefit',
  subject: { idnr: '01 234 567 812', birthDate: '1985-00-00' },
};

const erika = {
  familyName: 'Muster',
  givenNames: 'Erika',
  municipality: '03241001',
  address: { street: 'Beispielweg', houseNumber: '12' },
};

describe('the body of a lookup', () => {
  it.each<[string, unknown, string, string]>([
    ['nothing', undefined, '/evidenceType', 'member-missing'],
    ['a missing subject', { ...good, subject: undefined }, '/subject', 'member-missing'],
    ['a null', { ...good, consentId: null }, '/consentId', 'request-invalid'],
    ['an unknown member', { ...good, verbose: true }, '/verbose', 'member-unknown'],
    [
      'an unknown member inside',
      { ...good, subject: { ...good.subject, name: 'x' } },
      '/subject/name',
      'member-unknown',
    ],
    ['a number for a text', { ...good, purpose: 7 }, '/purpose', 'request-invalid'],
    ['a list for a subject', { ...good, subject: [] }, '/subject', 'request-invalid'],
    ['no fields at all', { ...good, fields: [] }, '/fields', 'request-invalid'],
    ['a field twice', { ...good, fields: ['a', 'a'] }, '/fields', 'request-invalid'],
    [
      'an identifier with a control character',
      { ...good, subject: { idnr: 'a\n' } },
      '/subject/idnr',
      'identifier-malformed',
    ],
    [
      'a person without a name',
      { ...good, subject: { person: { givenNames: 'Erika', municipality: '03241001' } } },
      '/subject/person/familyName',
      'member-missing',
    ],
    [
      'a person with an identifier inside',
      { ...good, subject: { person: { ...erika, idnr: '01234567812' } } },
      '/subject/person/idnr',
      'member-unknown',
    ],
    [
      'an address that is a text',
      { ...good, subject: { person: { ...erika, address: 'Beispielweg 12' } } },
      '/subject/person/address',
      'request-invalid',
    ],
    [
      'an IDNr as case reference',
      { ...good, caseReference: 'for 01234567812' },
      '/caseReference',
      'request-invalid',
    ],
  ])('is refused with %s, naming the member and not its value', (_, body, pointer, code) => {
    const items = itemsOf(body);
    expect(items).toContainEqual(expect.objectContaining({ pointer, code }));
    expect(JSON.stringify(items)).not.toContain('01234567812');
    expect(accepts(body)).toBe(false);
  });

  it('is taken as it is when it is good', () => {
    expect(bodies.read(good)).toBe(good);
    expect(itemsOf(good)).toBeUndefined();
    const search = { ...good, subject: { person: erika } };
    expect(bodies.read(search)).toBe(search);
  });
});

describe('schema and class-validator', () => {
  const odd = fc.oneof(
    fc.constantFrom<unknown>(
      null,
      undefined,
      0,
      true,
      '',
      ' ',
      [],
      {},
      'ä',
      '😀',
      '\u0000',
      'x'.repeat(101),
      '01234567812',
    ),
    fc.string({ maxLength: 12, unit: 'grapheme' }),
    fc.json().map((text) => JSON.parse(text) as unknown),
  );
  const mostly = (good: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
    fc.oneof({ weight: 6, arbitrary: good }, { weight: 1, arbitrary: odd });
  const code = fc.constantFrom('residents.address.v1', 'a', 'Z-9_.x');
  const address = fc.record(
    { street: mostly(fc.constant('Beispielweg')), houseNumber: mostly(fc.constant('12')), other: odd },
    { requiredKeys: [] },
  );
  const person = fc.record(
    {
      familyName: mostly(fc.constant('Muster')),
      givenNames: mostly(fc.constant('Erika Marie')),
      municipality: mostly(fc.constant('03241001')),
      address: mostly(address),
      birthDate: mostly(fc.constant('1980-05-00')),
    },
    { requiredKeys: ['familyName', 'givenNames', 'municipality'] },
  );
  const subject = fc.record(
    {
      person: mostly(person),
      idnr: mostly(fc.constantFrom('01234567812', '01 234 567 812')),
      birthDate: mostly(fc.constantFrom('1985-04-12', '1985-00-00', '1985-13-01')),
      plate: mostly(fc.constantFrom('H-AB 123', 'GÖ-ÄÖ 1')),
      vin: mostly(fc.constant('WVWZZZ1JZXW000001')),
      other: odd,
    },
    { requiredKeys: [] },
  );
  const body = fc.record(
    {
      evidenceType: mostly(code),
      purpose: mostly(code),
      subject: mostly(subject),
      fields: mostly(fc.array(mostly(fc.constantFrom('a.b', 'address.street', 'x')), { maxLength: 4 })),
      consentId: mostly(fc.constantFrom('p9TkYQ2mVt0XlcnZ6bKq4dGh1sRwJu8e', '-')),
      caseReference: mostly(fc.constantFrom('BPA-2026-000123', 'a b/c (1)')),
      extra: odd,
    },
    { requiredKeys: [] },
  );
  const nearlyGood = fc
    .tuple(body, fc.subarray(['evidenceType', 'purpose', 'subject', 'fields', 'extra']))
    .map(([sent, dropped]) => {
      const kept = Object.entries(sent).filter(([name]) => !dropped.includes(name) && name !== 'extra');
      return { ...good, ...Object.fromEntries(kept) };
    });

  it('give the same verdict on generated bodies', () => {
    let accepted = 0;
    fc.assert(
      fc.property(
        fc.oneof({ weight: 2, arbitrary: body }, { weight: 6, arbitrary: nearlyGood }, odd),
        (generated) => {
          const sent =
            generated === undefined ? undefined : (JSON.parse(JSON.stringify(generated)) as unknown);
          const verdict = accepts(sent);
          if (verdict) accepted += 1;
          expect({ sent, verdict }).toEqual({ sent, verdict: itemsOf(sent) === undefined });
        },
      ),
      { numRuns: 3_000 },
    );
    expect(accepted).toBeGreaterThan(300);
  });
});
