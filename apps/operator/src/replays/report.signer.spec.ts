import { generateKeyPairSync } from 'node:crypto';
import { compactVerify, createLocalJWKSet, decodeProtectedHeader } from 'jose';
import { keyStore } from '#libs/service-kit';
import { ReportSigner } from './report.signer.ts';

const privateJwk = (kid: string) => ({
  ...generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }),
  kid,
});
const signerOf = (content: object): ReportSigner =>
  new ReportSigner(keyStore.signing({}, 'reportSigningJwk', JSON.stringify(content)));

describe('a report of a former key', () => {
  it('verifies by what is published, as long as its public half is in the set', async () => {
    const former = privateJwk('former');
    const { d: _private, ...open } = former;
    const report = await signerOf(former).sign({ replay: 'one' });
    const signer = signerOf({ keys: [privateJwk('current'), open] });
    const { payload } = await compactVerify(report, createLocalJWKSet({ keys: [...signer.publicJwks] }));
    expect(JSON.parse(Buffer.from(payload).toString())).toEqual({ replay: 'one' });
    expect(decodeProtectedHeader(await signer.sign({}))).toMatchObject({ kid: 'current', alg: 'EdDSA' });
    const alone = signerOf(privateJwk('current')).publicJwks;
    await expect(compactVerify(report, createLocalJWKSet({ keys: [...alone] }))).rejects.toThrow();
  });
});
