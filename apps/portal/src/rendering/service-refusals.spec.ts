import { NoAnswer, Problem } from '#libs/client';
import { RouteUnknown } from '#libs/service-kit';
import { isRefusal, ServiceSilent, toldOf } from './service-refusals.rules.ts';

const refused = (status: number, code: string): Problem => new Problem('GET /v1/x', status, { status, code });

it.each([
  ['what is another’s', refused(404, 'consent-unknown'), RouteUnknown],
  ['what never was', refused(404, 'disclosure-unknown'), RouteUnknown],
  ['a service that is away', refused(503, 'not-ready'), ServiceSilent],
  ['something else that answers in its place', refused(502, 'http-502'), ServiceSilent],
  ['a caller that asked too often', refused(429, 'quota-exceeded'), ServiceSilent],
  ['nobody who answers', new NoAnswer('GET /v1/x', 'timeout'), ServiceSilent],
])('tells of %s', (_, error, kind) => {
  expect(toldOf(error)).toBeInstanceOf(kind);
});

it.each([
  [409, 'draft-changed-meanwhile', true],
  [403, 'representation-refused', true],
  [410, 'preview-expired', true],
  [422, 'vehicle-deregistered', true],
  [400, 'request-invalid', false],
  [401, 'token-invalid', false],
  [404, 'draft-unknown', false],
  [429, 'quota-exceeded', false],
  [503, 'not-ready', false],
])('knows what a service had reasons to refuse: %i %s', (status, code, isOne) => {
  expect(isRefusal(refused(status, code))).toBe(isOne);
});

it('leaves a mistake of its own what it is', () => {
  const mistake = refused(400, 'request-invalid');
  expect(toldOf(mistake)).toBe(mistake);
});
