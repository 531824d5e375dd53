import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { heldKey, pseudonym } from './pseudonym.ts';

const bytes = Buffer.alloc(32, 7);
const key = heldKey(bytes);

describe('pseudonym', () => {
  it('is HMAC-SHA-256 over the version tag and length-prefixed parts', () => {
    const expected = createHmac('sha256', bytes)
      .update('einmal/v17:citizen11:01234567812')
      .digest('base64url');
    expect(pseudonym(key, 'citizen', '01234567812')).toBe(expected);
  });

  it('differs by domain and by key', () => {
    const all = [
      pseudonym(key, 'citizen', 'a'),
      pseudonym(key, 'subject', 'a'),
      pseudonym(heldKey(Buffer.alloc(32, 8)), 'citizen', 'a'),
    ];
    expect(new Set(all).size).toBe(3);
  });

  it('never confuses where one part ends and the next begins', () => {
    const parts = fc.array(fc.string(), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(parts, parts, (a, b) => {
        const same = JSON.stringify(a) === JSON.stringify(b);
        expect(pseudonym(key, 'subject', ...a) === pseudonym(key, 'subject', ...b)).toBe(same);
      }),
    );
  });
});
