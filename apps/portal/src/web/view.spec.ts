import { hasSignedOut, startPath } from './page-request.ts';
import { ownPath } from './view.ts';

it.each([
  '/de',
  '/en/trail',
  '/de/applications/0192-ab/sources/1',
  '/de/clerk/cases/0192-ab/papers/vehicles.parking-permit.v1',
  '/de/trail?register=residents&since=2026-01-01',
])('goes on to a page of this portal: %s', (path) => {
  expect(ownPath(path)).toBe(path);
});

it.each([
  undefined,
  '',
  'https://evil.example/de',
  '//evil.example/de',
  '/de//evil.example',
  '/de/../callback',
  '/de/a/..',
  '/de/a./callback',
  '/de/.a',
  '/de/',
  '/\\evil.example',
  '/de/\\evil.example',
  '/de/%2f%2fevil.example',
  '/de\n/trail',
  '/callback?code=1',
  'javascript:alert(1)',
  '/deutsch',
])('leads nowhere else: case %#', (path) => {
  expect(ownPath(path)).toBeUndefined();
});

it.each([
  ['?state=signed-out', '/en?signedOut=yes'],
  ['?state=x', '/en'],
  ['', '/en'],
])(
  'comes from the issuer to the start page, which says so where it has signed somebody out: case %#',
  (query, to) => {
    expect(startPath({ language: 'en', path: '/', query })).toBe(to);
    const [path = '', rest] = to.split('?');
    expect(hasSignedOut({ language: 'en', path, query: rest ? `?${rest}` : '' })).toBe(rest !== undefined);
  },
);
