import { createHash, createHmac, hkdfSync, randomUUID } from 'node:crypto';
import { newPreviewKey, ReleaseSecret } from './release-secret.rules.ts';

const key = newPreviewKey();
const secret = ReleaseSecret.ofKey(key);
const subject = { kind: 'plate', value: 'H-AB 123' } as const;
const evidence = { plate: 'H-AB 123', season: null };
const expand = (from: Uint8Array, info: string): Buffer =>
  Buffer.from(hkdfSync('sha256', from, Buffer.alloc(0), info, 32));

describe('the secret of a release', () => {
  it('is derived from the key of the preview, and is the id', () => {
    const bytes = expand(Buffer.from(key, 'base64url'), 'release');
    expect(secret.releaseId).toBe(bytes.toString('base64url'));
    expect(secret.hash).toBe(createHash('sha256').update(bytes).digest('base64url'));
    const mac = createHmac('sha256', expand(bytes, 'digest')).update('{"plate":"H-AB 123","season":null}');
    expect(secret.digestOf(evidence)).toBe(mac.digest('base64url'));
    expect(ReleaseSecret.ofId(secret.releaseId).hash).toBe(secret.hash);
    expect(secret.releaseId).not.toBe(key);
  });

  it('differs for each preview, and so does the digest of the same values', () => {
    const other = ReleaseSecret.ofKey(newPreviewKey());
    expect(other.releaseId).not.toBe(secret.releaseId);
    expect(other.isOf(secret.digestOf(evidence), evidence)).toBe(false);
  });

  it.each<[string, Record<string, unknown>, boolean]>([
    ['in another order', { season: null, plate: 'H-AB 123' }, true],
    ['with another value', { plate: 'H-AB 124', season: null }, false],
    ['without a value', { plate: 'H-AB 123' }, false],
    ['with a value more', { ...evidence, make: null }, false],
    ['with a text for a null', { plate: 'H-AB 123', season: 'null' }, false],
  ])('tells what was seen from what is there now: %s', (_story, now, same) => {
    expect(secret.isOf(secret.digestOf(evidence), now)).toBe(same);
  });

  it('opens what it sealed, of this preview alone', () => {
    const id = randomUUID();
    const sealed = secret.seal(subject, id);
    expect(secret.open(sealed, id)).toEqual(subject);
    expect(secret.open(sealed, randomUUID())).toBeUndefined();
    expect(ReleaseSecret.ofKey(newPreviewKey()).open(sealed, id)).toBeUndefined();
    expect(secret.open(`${sealed.slice(0, -2)}AA`, id)).toBeUndefined();
    expect(secret.seal(subject, id)).not.toBe(sealed);
  });

  it('keeps a birth date beside an IDNr', () => {
    const person = { kind: 'idnr', value: '01234567812', birthDate: '1985-04-12' } as const;
    expect(secret.open(secret.seal(person, 'p'), 'p')).toEqual(person);
  });
});
