import { isFromHere, isSameKey } from './forgery.rules.ts';

const here = 'https://portal.example';

it.each<[string, Record<string, string>, boolean]>([
  ['of this origin', { 'sec-fetch-site': 'same-origin', origin: here }, true],
  ['of this origin, by an older browser', { origin: here }, true],
  ['of another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }, false],
  ['of another site that hides where it is', { 'sec-fetch-site': 'cross-site', origin: 'null' }, false],
  [
    'of another origin of this site',
    { 'sec-fetch-site': 'same-site', origin: 'https://x.portal.example' },
    false,
  ],
  ['of an older browser on another site', { origin: 'https://evil.example' }, false],
  ['typed into the address bar', { 'sec-fetch-site': 'none' }, false],
  ['of a program that tells nothing', {}, false],
  [
    'at another port of this host',
    { 'sec-fetch-site': 'same-site', origin: 'https://portal.example:8443' },
    false,
  ],
])('a form %s', (_, headers, isTaken) => {
  expect(isFromHere(headers, here)).toBe(isTaken);
});

it('takes a form of this session alone', () => {
  expect(isSameKey('key', { formKey: 'key' })).toBe(true);
  for (const body of [{ formKey: 'other' }, { formKey: '' }, { formKey: ['key'] }, {}, undefined])
    expect(isSameKey('key', body)).toBe(false);
  expect(isSameKey(undefined, { formKey: 'key' })).toBe(false);
  expect(isSameKey('', { formKey: 'key' })).toBe(false);
});
