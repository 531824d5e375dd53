import { CASE_REFERENCE, CODE, CONSENT_ID } from './text-patterns.rules.ts';

const fits = (pattern: string, text: string): boolean => new RegExp(pattern, 'u').test(text);

describe('a file number', () => {
  it.each([
    'BPA-2026-000123',
    '01a22af9-5673-7227-a82e-247198829273',
    '01A22AF9-5673-7227-A82E-24719882927F',
    'urn:uuid:01a22af9-5673-7227-a82e-247198829273',
    '01a22af956737227a82e247198829273',
  ])('may be %s', (reference) => {
    expect(fits(CASE_REFERENCE, reference)).toBe(true);
  });

  it.each([
    '12345678901',
    'BPA 12345678901',
    'BPA-12345678901-2026',
    'x'.repeat(65),
    '01a22af9-5673-7227-a82e-2471988292731',
    '12345678901 01a22af9-5673-7227-a82e-247198829273',
    '01a22af9-5673-7227-a82e-12345678901',
    '00000000-0000-0000-0000-012345678901',
    '00000000000000000000012345678901',
    '',
  ])('may not be "%s"', (reference) => {
    expect(fits(CASE_REFERENCE, reference)).toBe(false);
  });
});

it('takes every id of a consent that is given out, and none with a number besides', () => {
  expect(fits(CONSENT_ID, 'abcdefghij_12345678901_abcdefghi')).toBe(true);
  expect(fits(CONSENT_ID, 'abcdefghij_12345678901')).toBe(false);
  expect(fits(CONSENT_ID, '00000000000000000000012345678901')).toBe(false);
});

it('takes no number for a code', () => {
  expect(fits(CODE, 'parking-12345678901')).toBe(false);
});
