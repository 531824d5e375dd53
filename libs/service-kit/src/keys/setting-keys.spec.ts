import { createHmac, generateKeyPairSync, hkdfSync, randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IsString } from 'class-validator';
import { eventually } from '#libs/test-kit';
import { readConfig, Setting } from '../config/index.ts';
import { keyStore } from './setting-key-store.ts';
import { SettingSigningKeys } from './signing-keys.ts';
import { SettingVerifyingKeys } from './verifying-keys.ts';
import { readVersionedKeys, SettingWrappingKeys } from './wrapping-keys.ts';

class Block {
  @Setting('Keys that sign.', { secret: true })
  @IsString()
  readonly someKeys!: string;
}

const privateJwk = (kid: string) => ({
  ...generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }),
  kid,
});
const setOf = (...keys: readonly object[]): string => JSON.stringify({ keys });
const signing = (text: string, block: object = {}) =>
  new SettingSigningKeys(block, 'someKeys', 'SOME_KEYS', text);

describe('keys that sign', () => {
  it('sign with the first one and publish the public half of each', () => {
    const { d: _private, ...former } = privateJwk('former');
    const keys = signing(setOf(privateJwk('current'), privateJwk('next'), former));
    expect(keys.current().kid).toBe('current');
    expect(keys.published().map(({ kid }) => kid)).toEqual(['current', 'next', 'former']);
    expect(JSON.stringify(keys.published())).not.toContain('"d"');
    const published = new SettingVerifyingKeys({}, 'x', 'X', setOf(...keys.published()));
    expect(published.find('next')?.asymmetricKeyType).toBe('ed25519');
  });

  it.each([
    ['none', setOf()],
    ['a public one first', setOf({ ...privateJwk('a'), d: undefined })],
    ['two of one name', setOf(privateJwk('a'), privateJwk('a'))],
    ['one without a name', setOf({ ...privateJwk('a'), kid: undefined })],
    ['nine', setOf(...Array.from({ length: 9 }, (_, n) => privateJwk(`${n}`)))],
  ])('are refused as %s, without a part of a key in what is said', (_, text) => {
    expect(() => signing(text)).toThrow(/^SOME_KEYS: [^"{]*$/);
  });

  it('are read again when their file changes, and stay as they were while it cannot be used', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'einmal-keys-'));
    const file = join(folder, 'keys.json');
    const put = (text: string, mode = 0o600): void => {
      writeFileSync(`${file}.new`, text, { mode });
      renameSync(`${file}.new`, file);
    };
    put(JSON.stringify(privateJwk('one')));
    const { block } = readConfig({ block: Block }, { SOME_KEYS_FILE: file });
    const keys = signing(block.someKeys, block);
    expect(keys.current().kid).toBe('one');
    put(JSON.stringify(privateJwk('two')));
    await eventually(
      'the new key signs',
      () => keys.current().kid,
      (kid) => kid === 'two',
    );
    put('{ "d": "a secret');
    const fault = await eventually(
      'the fault is told',
      () =>
        Promise.resolve()
          .then(keys.check)
          .then(
            () => '',
            (error: Error) => error.message,
          ),
      (message) => message !== '',
    );
    expect(fault).toBe('SOME_KEYS_FILE: the new content is not used, the one before stays. It is no JSON.');
    expect(keys.current().kid).toBe('two');
    chmodSync(folder, 0o755);
    put(JSON.stringify(privateJwk('three')), 0o644);
    await expect(Promise.resolve().then(keys.check)).rejects.toThrow(
      'SOME_KEYS_FILE: the new content is not used, the one before stays. It names a file that everybody here may read or change (mode 644); run chmod o= "$SOME_KEYS_FILE", or mount it with mode 0440.',
    );
    expect(keys.current().kid).toBe('two');
    chmodSync(file, 0o600);
    await Promise.resolve().then(keys.check);
    expect(keys.current().kid).toBe('three');
    rmSync(folder, { recursive: true });
  });
});

describe('keys that wrap', () => {
  const key = (): string => randomBytes(32).toString('base64url');
  const wrapping = (text: string) => new SettingWrappingKeys({}, 'someKeys', readVersionedKeys(text));
  const place = Buffer.from('row 1');

  it('open under each version what was wrapped under it, in its place alone', async () => {
    const [one, two] = [key(), key()];
    const wrapped = await wrapping(one).wrap(1, Buffer.from('secret'), place);
    const both = wrapping(`2:${two},1:${one}`);
    expect(both.newest()).toBe(2);
    expect(String(await both.unwrap(1, wrapped, place))).toBe('secret');
    await expect(both.unwrap(1, wrapped, Buffer.from('row 2'))).rejects.toThrow();
    await expect(both.unwrap(2, wrapped, place)).rejects.toThrow();
    await expect(wrapping(`2:${two}`).unwrap(1, wrapped, place)).rejects.toThrow(
      'SOME_KEYS has no key of version 1',
    );
  });
});

describe('a key of pseudonyms', () => {
  const bytes = randomBytes(32);
  const text = bytes.toString('base64url');

  it('makes the same digest whatever its version is', () => {
    const [first, second] = [keyStore.pseudonyms('A_KEY', text), keyStore.pseudonyms('A_KEY', `2:${text}`)];
    expect([first.version, second.version]).toEqual([1, 2]);
    const expected = createHmac('sha256', bytes).update('somebody').digest('base64url');
    expect([first.hmac('somebody'), second.hmac('somebody')]).toEqual([expected, expected]);
  });

  it('derives for each use what cursors that were given out before open with', () => {
    const expected = Buffer.from(hkdfSync('sha256', bytes, '', 'einmal/feed-cursor/v1', 32));
    expect(keyStore.pseudonyms('A_KEY', text).derived('einmal/feed-cursor/v1').export()).toEqual(expected);
  });

  it.each(['', text.slice(1), `0:${text}`, `2:${text}=`])(
    'is refused by its name, without being shown: case %#',
    (given) => {
      expect(() => keyStore.pseudonyms('A_KEY', given)).toThrow(
        /^A_KEY must be 32 random bytes in base64url \(43 characters\), or <version>:<the same>\.$/,
      );
    },
  );
});
