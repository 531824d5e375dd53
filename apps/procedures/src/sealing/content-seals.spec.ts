import { randomBytes } from 'node:crypto';
import { readConfig } from '#libs/service-kit';
import { ContentSeals, SealBroken, SealingConfig } from './index.ts';

const [older, newer] = [randomBytes(32), randomBytes(32)];
const seals = new ContentSeals(new Map([[1, older]]));
const anna = ['anna', 'resident-parking-permit', '1'];
const typed = { street: 'Canary Street' };

describe('a sealed content', () => {
  it('opens in its place, whole, and shows nothing', () => {
    const { seal, wrapped } = seals.make(anna);
    const box = seal.seal(typed, 'answers/1');
    expect(seals.open(wrapped, anna).open(box, 'answers/1')).toEqual(typed);
    expect(box.toString('latin1')).not.toContain('Canary');
    expect(seals.make(anna).wrapped.wrappedKey).not.toEqual(wrapped.wrappedKey);
  });

  it.each<[string, readonly string[]]>([
    ['of another person', ['bert', 'resident-parking-permit', '1']],
    ['of another form', ['anna', 'trade-notice', '1']],
    ['of another version of the form', ['anna', 'resident-parking-permit', '2']],
    ['whose parts are cut elsewhere', ['annaresident', '-parking-permit', '1']],
  ])('does not open in the row %s', (_, binding) => {
    expect(() => seals.open(seals.make(anna).wrapped, binding)).toThrow(SealBroken);
  });

  it('does not open as another part, nor with a byte changed, nor without the key that wraps it', () => {
    const { seal, wrapped } = seals.make(anna);
    const box = seal.seal(typed, 'answers/1');
    expect(() => seal.open(box, 'answers/2')).toThrow(SealBroken);
    box[box.length - 1]! ^= 1;
    expect(() => seal.open(box, 'answers/1')).toThrow(SealBroken);
    expect(() => new ContentSeals(new Map([[1, newer]])).open(wrapped, anna)).toThrow(SealBroken);
    expect(() => new ContentSeals(new Map([[2, older]])).open(wrapped, anna)).toThrow(SealBroken);
  });

  it('goes on opening after a new key was put first', () => {
    const { wrapped } = seals.make(anna);
    const rotated = new ContentSeals(
      new Map([
        [2, newer],
        [1, older],
      ]),
    );
    expect(() => rotated.open(wrapped, anna)).not.toThrow();
    expect(rotated.make(anna).wrapped.keyVersion).toBe(2);
    expect(() => rotated.open({ ...wrapped, keyVersion: 2 }, anna)).toThrow(SealBroken);
  });
});

describe('the keys of contents', () => {
  const key = newer.toString('base64url');
  const read = (text: string) => readConfig({ sealing: SealingConfig }, { CONTENT_KEYS: text }).sealing;

  it('are read by version, the first one first', () => {
    expect([...read(`2:${key}, 1:${older.toString('base64url')}`).contentKeys.keys()]).toEqual([2, 1]);
  });

  it.each(['', key, `0:${key}`, `1:${key}A`, `1:${key},1:${key}`])(
    'are refused without being shown: case %#',
    (text) => {
      let told = '';
      try {
        read(text);
      } catch (error) {
        told = (error as Error).message;
      }
      expect(told).toContain('CONTENT_KEYS');
      expect(told).not.toContain(key);
    },
  );
});
