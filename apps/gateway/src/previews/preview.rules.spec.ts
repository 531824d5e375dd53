import { declinable, type FoundPreview, type FoundRelease, takeable, usable } from './preview.rules.ts';

const open: FoundPreview = { state: 'OPEN', expired: false, sealed: 'sealed', envelope: null };
const released: FoundRelease = { state: 'RELEASED', expired: false, takenKey: null, repeatable: null };
const codeOf = (work: () => unknown): string => {
  try {
    work();
    return 'none';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('a preview', () => {
  it.each<[string, FoundPreview | undefined, string, string]>([
    ['open', open, 'none', 'none'],
    ['unknown', undefined, 'preview-unknown', 'preview-unknown'],
    ['expired', { ...open, expired: true }, 'preview-expired', 'preview-expired'],
    ['without evidence', { ...open, sealed: null }, 'nothing-to-use', 'none'],
    ['declined', { ...open, state: 'DECLINED', sealed: null }, 'preview-decided', 'none'],
    ['released', { ...open, state: 'RELEASED' }, 'none', 'preview-decided'],
    [
      'released long ago',
      { ...open, state: 'RELEASED', expired: true },
      'preview-expired',
      'preview-expired',
    ],
    ['taken', { ...open, state: 'TAKEN' }, 'none', 'preview-decided'],
    ['taken and forgotten', { ...open, state: 'TAKEN', sealed: null }, 'preview-decided', 'preview-decided'],
    ['changed since', { ...open, state: 'CHANGED', sealed: null }, 'preview-decided', 'preview-decided'],
    ['ended by a death', { ...open, state: 'ENDED', sealed: null }, 'preview-expired', 'preview-expired'],
  ])('that is %s', (_story, found, use, decline) => {
    expect([codeOf(() => usable(found)), codeOf(() => declinable(found))]).toEqual([use, decline]);
  });
});

describe('a release', () => {
  const taken: FoundRelease = { ...released, state: 'TAKEN', takenKey: 'k', repeatable: true };
  it.each<[string, FoundRelease | undefined, string]>([
    ['waiting', released, 'none'],
    ['unknown', undefined, 'release-unknown'],
    ['a preview still', { ...released, state: 'OPEN' }, 'release-unknown'],
    ['expired', { ...released, expired: true }, 'release-expired'],
    ['taken by this request', taken, 'none'],
    ['taken by this request, and expired since', { ...taken, expired: true }, 'none'],
    ['taken by another request', { ...taken, takenKey: 'other' }, 'release-taken'],
    ['taken too long ago', { ...taken, repeatable: false }, 'release-taken'],
    ['changed', { ...released, state: 'CHANGED' }, 'release-changed'],
    ['ended by a death', { ...released, state: 'ENDED' }, 'release-expired'],
  ])('that is %s', (_story, found, code) => {
    expect(codeOf(() => takeable(found, 'k'))).toBe(code);
  });
});
