import fc from 'fast-check';
import { RequestInvalid, validateStrictly } from '#libs/service-kit';
import { DescribedBody } from '../described-body.request.ts';
import { PreviewRequestDto, TakeReleaseDto, UsePreviewDto } from './preview-request.dto.ts';

const secret = 'mZ0u2Vw7R1nq4yXbT8c3Kd6LsA9eFh5JgPiWoUyTrEQ';
const item = {
  evidenceType: 'residents.address.v1',
  subject: { idnr: '01234567812', birthDate: '1985-04-12' },
  consentId: 'p9TkYQ2mVt0XlcnZ6bKq4dGh1sRwJu8e',
};
const good = { authority: 'a', purpose: 'housing-benefit', items: [item] };
const request = '0199f3c2-7b1e-7cc4-9d5e-0a1b2c3d4e5f';

const odd = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    0,
    true,
    '',
    ' ',
    [],
    {},
    'ä',
    '\u0000',
    'x'.repeat(101),
    [[]],
    [null],
    '01234567812',
  ),
  fc.json().map((text) => JSON.parse(text) as unknown),
);
const mostly = (arbitrary: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 30, arbitrary }, { weight: 1, arbitrary: odd });
const items = fc.array(
  mostly(
    fc.record(
      {
        evidenceType: mostly(fc.constant(item.evidenceType)),
        subject: mostly(fc.constantFrom(item.subject, { plate: 'H-AB 123' }, { idnr: '' })),
        consentId: mostly(fc.constant(item.consentId)),
        fields: mostly(fc.constantFrom(['a.b'], ['a', 'a'], [])),
        other: odd,
      },
      { requiredKeys: ['evidenceType', 'subject', 'consentId'] },
    ),
  ),
  { minLength: 0, maxLength: 9 },
);
const previews = fc.record(
  {
    authority: mostly(fc.constant('strassenverkehr-hannover')),
    purpose: mostly(fc.constant('resident-parking-permit')),
    items: mostly(fc.oneof(fc.constant([item]), items)),
    caseReference: mostly(fc.constantFrom('BPA-2026-000123', 'for 01234567812')),
    request: mostly(fc.constantFrom(request, request.toUpperCase(), 'x')),
    extra: odd,
  },
  { requiredKeys: ['authority', 'purpose', 'items'] },
);
const secrets = (name: string): fc.Arbitrary<unknown> =>
  fc.record(
    { [name]: mostly(fc.constantFrom(secret, `${secret}A`, secret.slice(1))), other: odd },
    { requiredKeys: [name] },
  );

function isValid(dto: new () => object, body: unknown): boolean {
  try {
    validateStrictly(dto, body ?? {});
    return true;
  } catch (error) {
    if (error instanceof RequestInvalid) return false;
    throw error;
  }
}

describe.each<[string, new () => object, fc.Arbitrary<unknown>, object]>([
  ['a preview', PreviewRequestDto, previews, good],
  ['a use', UsePreviewDto, secrets('key'), { key: secret }],
  ['a release', TakeReleaseDto, secrets('releaseId'), { releaseId: secret }],
])('the body of %s', (_, dto, bodies, example) => {
  const described = new DescribedBody(dto);

  it('is taken as it is when it is good', () => {
    expect(described.read(example)).toBe(example);
    expect(isValid(dto, example)).toBe(true);
  });

  it('is judged alike by schema and class-validator', () => {
    let accepted = 0;
    const all = fc.oneof({ weight: 12, arbitrary: bodies }, odd);
    fc.assert(
      fc.property(all, (body) => {
        const verdict = described.accepts(body);
        if (verdict) accepted += 1;
        expect({ body, verdict }).toEqual({ body, verdict: isValid(dto, body) });
      }),
      { numRuns: 1_000 },
    );
    expect(accepted).toBeGreaterThan(0);
  });
});
