import { CompactEncrypt, importJWK, type JWK } from 'jose';
import { newEncryptionKey, NotToOpen, openRelease, openReport } from './release.ts';

const content = { releaseId: 'secret-id', previewId: 'p', purpose: 'u', evidenceType: 'e' };
const [former, current, other] = await Promise.all(['k-1', 'k-2', 'k-1'].map((kid) => newEncryptionKey(kid)));

const sealed = async (publicJwk: JWK, header: object = {}): Promise<string> =>
  new CompactEncrypt(new TextEncoder().encode(JSON.stringify(content)))
    .setProtectedHeader({
      ...{ alg: 'ECDH-ES+A256KW', enc: 'A256GCM', typ: 'release+jwe', kid: publicJwk.kid! },
      ...header,
    })
    .encrypt(await importJWK(publicJwk, 'ECDH-ES+A256KW'));

describe('a release', () => {
  it('is opened by the key that it was made for, the one before included', async () => {
    const keys = [current!.privateJwk, former!.privateJwk];
    for (const { publicJwk } of [former!, current!])
      expect(await openRelease(await sealed(publicJwk), keys)).toEqual(content);
  });

  it('is opened by a key without a name', async () => {
    const { kid: _, ...nameless } = current!.privateJwk;
    expect(await openRelease(await sealed(current!.publicJwk), [former!.privateJwk, nameless])).toEqual(
      content,
    );
  });

  it.each([
    ['another key of that name', () => sealed(former!.publicJwk), [other!.privateJwk]],
    ['no key', () => sealed(former!.publicJwk), []],
    ['what is a report', () => sealed(former!.publicJwk, { typ: 'report+jwe' }), [former!.privateJwk]],
    ['another algorithm', () => sealed(former!.publicJwk, { enc: 'A128GCM' }), [former!.privateJwk]],
    ['no JWE', () => Promise.resolve('a.b.c'), [former!.privateJwk]],
  ])('is not opened: %s', async (_, jwe, keys) => {
    const text = await jwe();
    await expect(openRelease(text, keys)).rejects.toThrow(NotToOpen);
    await expect(openRelease(text, keys)).rejects.not.toThrow(/secret-id/);
  });

  it('is told from a report', async () => {
    const report = await sealed(current!.publicJwk, { typ: 'report+jwe' });
    expect(await openReport(report, [current!.privateJwk])).toEqual(content);
  });

  it('takes a key of which the public half tells nothing', () => {
    expect(Object.keys(current!.publicJwk).toSorted()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
  });
});
