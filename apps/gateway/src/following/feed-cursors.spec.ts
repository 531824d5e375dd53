import { createSecretKey } from 'node:crypto';
import fc from 'fast-check';
import { FeedCursors, type CursorOwner } from './feed-cursors.ts';
import { CursorInvalid } from './following.errors.ts';

const cursors = new FeedCursors(createSecretKey(Buffer.alloc(32, 7)));
const owner: CursorOwner = { subscriptionId: 's', clientId: 'c', authority: 'a' };

describe('a cursor', () => {
  it('leads back to its position', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), (position) => {
        expect(cursors.read(cursors.write(position, owner), owner)).toBe(position);
      }),
    );
  });

  it('never looks the same twice and always has the same length, so that it tells nothing', () => {
    const texts = Array.from({ length: 100 }, (_, index) => cursors.write(index % 2 === 0 ? 7 : 1e15, owner));
    expect(new Set(texts).size).toBe(100);
    expect(new Set(texts.map((text) => text.length))).toEqual(new Set([48]));
  });

  it('is void where any bit of it was changed', () => {
    const bytes = Buffer.from(cursors.write(7, owner), 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const changed = Buffer.from(bytes);
      changed[bit >> 3]! ^= 1 << (bit & 7);
      expect(() => cursors.read(changed.toString('base64url'), owner)).toThrow(CursorInvalid);
    }
  });

  it.each<Partial<CursorOwner>>([
    { subscriptionId: 't' },
    { clientId: 'd' },
    { authority: 'b' },
    { subscriptionId: 's","c', clientId: '' },
  ])('is void for %j', (change) => {
    expect(() => cursors.read(cursors.write(7, owner), { ...owner, ...change })).toThrow(CursorInvalid);
  });

  it('is void under another key', () => {
    const others = new FeedCursors(createSecretKey(Buffer.alloc(32, 8)));
    expect(() => others.read(cursors.write(7, owner), owner)).toThrow(CursorInvalid);
  });
});
