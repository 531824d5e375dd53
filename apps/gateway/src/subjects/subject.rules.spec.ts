import { randomBytes } from 'node:crypto';
import { heldKey, ofEachRegister, PERMIT_SUBJECT_MAX, pseudonym } from '#libs/contracts';
import type { SearchedPerson } from '#libs/identifiers';
import { RequestInvalid } from '#libs/service-kit';
import { SubjectPseudonyms } from './subject-pseudonyms.service.ts';
import { readSubject, type SubjectInput } from './subject.rules.ts';

const fault = (input: SubjectInput) => {
  try {
    readSubject(input);
  } catch (error) {
    return (error as RequestInvalid).items[0];
  }
  return undefined;
};

describe('a subject', () => {
  it.each<[SubjectInput, string]>([
    [{ idnr: '01 234 567 812' }, '01234567812'],
    [{ plate: 'h-ab 123' }, 'H-AB 123'],
    [{ vin: 'wvwzzz1jzxw000001' }, 'WVWZZZ1JZXW000001'],
    [{ euid: 'dep2305.hrb12345' }, 'DEP2305.HRB12345'],
    [{ lei: '213800kud8lajwsq9d15' }, '213800KUD8LAJWSQ9D15'],
  ])('is normalised: %j', (input, value) => {
    expect(readSubject(input)).toMatchObject({ value });
  });

  it.each<[SubjectInput, string, string]>([
    [{}, '/subject', 'member-missing'],
    [{ birthDate: '1985-04-12' }, '/subject', 'member-missing'],
    [{ idnr: '01234567812', plate: 'H-AB 123' }, '/subject', 'request-invalid'],
    [{ idnr: '01234567813' }, '/subject/idnr', 'check-digit-wrong'],
    [{ idnr: '0123' }, '/subject/idnr', 'identifier-malformed'],
    [{ plate: 'HIA12' }, '/subject/plate', 'identifier-malformed'],
    [{ plate: 'H-AB 123', birthDate: '1985-04-12' }, '/subject/birthDate', 'member-unknown'],
    [{ idnr: '01234567812', birthDate: '1985-02-30' }, '/subject/birthDate', 'request-invalid'],
  ])('is refused without repeating it: %j', (input, pointer, code) => {
    const item = fault(input);
    expect(item).toMatchObject({ pointer, code });
    for (const value of Object.values(input)) expect(item?.detail).not.toContain(value);
  });
});

describe('a person who is searched for', () => {
  const erika = { familyName: 'Müster', givenNames: 'Erika', municipality: '03241001' };
  const address = { street: 'Lange Str.', houseNumber: '12', houseNumberLetter: 'a' };
  const birthDate = '1980-05-17';

  it.each<[Partial<SearchedPerson>, string]>([
    [{ address }, 'at;03241001;MUESTER;LANGESTRASSE given:ERIKA number:12 letter:A'],
    [{ birthDate }, 'born;03241001;MUESTER;1980-05-17 given:ERIKA'],
    [
      { address, birthDate },
      'at;03241001;MUESTER;LANGESTRASSE given:ERIKA number:12 letter:A born:1980-05-17',
    ],
    [
      { birthDate, familyName: 'Mu\u0308ster ', municipality: ' 03241001' },
      'born;03241001;MUESTER;1980-05-17 given:ERIKA',
    ],
  ])('is one text, whatever the spelling: %j', (rest, value) => {
    expect(readSubject({ person: { ...erika, ...rest } })).toEqual({ kind: 'person', value });
  });

  it.each<[object, string, string]>([
    [{}, '', 'member-missing'],
    [{ birthDate, familyName: 'Mül*' }, '/familyName', 'request-invalid'],
    [{ birthDate, familyName: '+' }, '', 'request-invalid'],
    [{ birthDate, givenNames: '?' }, '/givenNames', 'request-invalid'],
    [{ birthDate, municipality: '0324' }, '/municipality', 'identifier-malformed'],
    [{ birthDate, municipality: '03152012' }, '/municipality', 'identifier-unknown'],
    [{ birthDate: '1980-02-30' }, '/birthDate', 'request-invalid'],
    [{ address: {} }, '', 'request-invalid'],
    [{ address: { street: '…' } }, '/address/street', 'request-invalid'],
    [{ address: { houseNumber: ' ' } }, '/address/houseNumber', 'request-invalid'],
  ])('is refused, naming the member and not its value: %j', (rest, member, code) => {
    const item = fault({ person: { ...erika, ...rest } });
    expect(item).toMatchObject({ pointer: `/subject/person${member}`, code });
    expect(item?.detail).not.toMatch(/Mül|Müster|0324/);
  });

  it('fits a permit, however long it is', () => {
    const wide = Array.from('ÄÆŒÖÜÞßĲ');
    const pairs = wide.flatMap((one) => wide.map((other) => one + other));
    const person = {
      familyName: 'Ä'.repeat(200),
      givenNames: [...wide, ...pairs].join(' ').slice(0, 200),
      municipality: '03241001',
      address: {
        street: 'Ä'.repeat(100),
        houseNumber: '1'.repeat(10),
        houseNumberLetter: 'abcde',
        houseNumberPart: '1/2/3',
      },
      birthDate,
    };
    expect(readSubject({ person }).value.length).toBeLessThan(PERMIT_SUBJECT_MAX);
  });

  it('has its birth date among its own members, and no identifier beside it', () => {
    const person = { ...erika, birthDate };
    expect(fault({ person, birthDate })).toMatchObject({
      pointer: '/subject/birthDate',
      code: 'member-unknown',
    });
    expect(fault({ person, plate: 'H-AB 123' })).toMatchObject({
      pointer: '/subject',
      code: 'request-invalid',
    });
  });
});

describe('a pseudonym', () => {
  const citizenKey = randomBytes(32);
  const key = (): string => randomBytes(32).toString('base64url');
  const pseudonyms = new SubjectPseudonyms({
    citizenPseudonymKey: citizenKey.toString('base64url'),
    subjectPseudonymKey: key(),
    eventPseudonymKeys: ofEachRegister(key),
  });

  it("of a person is the sub of that person's token", () => {
    const expected = pseudonym(heldKey(citizenKey), 'citizen', '01234567812');
    expect(pseudonyms.of({ kind: 'idnr', value: '01234567812' })).toBe(expected);
  });

  it('of a vehicle depends on kind and value and says nothing about either', () => {
    const plate = pseudonyms.of({ kind: 'plate', value: 'H-AB 123' });
    expect(plate).toMatch(/^[\w-]{43}$/);
    expect(plate).not.toBe(pseudonyms.of({ kind: 'vin', value: 'H-AB 123' }));
  });
});
