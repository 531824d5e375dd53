import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '#libs/service-kit';
import { eventually } from '#libs/test-kit';
import { contentKeys, ContentSeals, SealBroken, SealingConfig } from './index.ts';

const [older, newer] = [randomBytes(32), randomBytes(32)];
const sealsOf = (...keys: readonly (readonly [number, Buffer])[]) =>
  new ContentSeals(contentKeys({ contentKeys: new Map(keys) }));
const seals = sealsOf([1, older]);
const anna = ['anna', 'resident-parking-permit', '1'];
const typed = { street: 'Canary Street' };

describe('a sealed content', () => {
  it('opens in its place, whole, and shows nothing', async () => {
    const { seal, wrapped } = await seals.make(anna);
    const box = seal.seal(typed, 'answers/1');
    expect((await seals.open(wrapped, anna)).open(box, 'answers/1')).toEqual(typed);
    expect(box.toString('latin1')).not.toContain('Canary');
    expect((await seals.make(anna)).wrapped.wrappedKey).not.toEqual(wrapped.wrappedKey);
  });

  it.each<[string, readonly string[]]>([
    ['of another person', ['bert', 'resident-parking-permit', '1']],
    ['of another form', ['anna', 'trade-notice', '1']],
    ['of another version of the form', ['anna', 'resident-parking-permit', '2']],
    ['whose parts are cut elsewhere', ['annaresident', '-parking-permit', '1']],
  ])('does not open in the row %s', async (_, binding) => {
    const { wrapped } = await seals.make(anna);
    await expect(seals.open(wrapped, binding)).rejects.toThrow(SealBroken);
  });

  it('does not open as another part, nor with a byte changed, nor without the key that wraps it', async () => {
    const { seal, wrapped } = await seals.make(anna);
    const box = seal.seal(typed, 'answers/1');
    expect(() => seal.open(box, 'answers/2')).toThrow(SealBroken);
    box[box.length - 1]! ^= 1;
    expect(() => seal.open(box, 'answers/1')).toThrow(SealBroken);
    await expect(sealsOf([1, newer]).open(wrapped, anna)).rejects.toThrow(SealBroken);
    await expect(sealsOf([2, older]).open(wrapped, anna)).rejects.toThrow(
      /CONTENT_KEYS has no key of version 1/,
    );
  });

  it('opens what was sealed before the keys went through the port', async () => {
    const keyVersion = 3;
    const wrappedKey = Buffer.from(
      'nbFBVQshS9lZXU01_taItW3GYwk8bndBavDsV2hRiheBE6vn-s7bk3wcYqzyQo2ICDGoxsNfbVoIvhgU',
      'base64url',
    );
    const box = Buffer.from(
      'eoSdTBSoRim9rj5F8uZEP2w52sr45cGWgaCBHbgcadAS8-FrEb1FOaO02cfC8AKHe71IKYmX',
      'base64url',
    );
    const seal = await sealsOf([3, Buffer.alloc(32, 7)]).open({ keyVersion, wrappedKey }, anna);
    expect(seal.open(box, 'answers/1')).toEqual(typed);
  });

  it('goes on opening after a new key was put first', async () => {
    const { wrapped } = await seals.make(anna);
    const rotated = sealsOf([2, newer], [1, older]);
    await expect(rotated.open(wrapped, anna)).resolves.toBeDefined();
    expect((await rotated.make(anna)).wrapped.keyVersion).toBe(2);
    await expect(rotated.open({ ...wrapped, keyVersion: 2 }, anna)).rejects.toThrow(SealBroken);
  });
});

describe('the keys of contents', () => {
  const key = newer.toString('base64url');
  const read = (text: string) => readConfig({ sealing: SealingConfig }, { CONTENT_KEYS: text }).sealing;

  it('are read by version, the first one first', () => {
    expect([...read(`2:${key}, 1:${older.toString('base64url')}`).contentKeys.keys()]).toEqual([2, 1]);
  });

  it('are read again when their file changes: a new one wraps without a restart, and the older still opens', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'einmal-content-keys-'));
    const file = join(folder, 'keys');
    const [one, two] = [older, newer].map((each) => each.toString('base64url'));
    writeFileSync(file, `1:${one}`, { mode: 0o600 });
    const { sealing } = readConfig({ sealing: SealingConfig }, { CONTENT_KEYS_FILE: file });
    const rotating = new ContentSeals(contentKeys(sealing));
    const { wrapped } = await rotating.make(anna);
    writeFileSync(file, `2:${two},1:${one}`);
    await eventually(
      'the new key wraps',
      async () => (await rotating.make(anna)).wrapped.keyVersion,
      (version) => version === 2,
    );
    expect(rotating.olderVersions()).toEqual([1]);
    await expect(rotating.open(wrapped, anna)).resolves.toBeDefined();
    rmSync(folder, { recursive: true });
  });

  it.each(['', `${key}A`, `0:${key}`, `1:${key}A`, `1:${key},1:${key}`])(
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
