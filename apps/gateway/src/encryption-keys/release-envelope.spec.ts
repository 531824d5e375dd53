import { generateKeyPairSync } from 'node:crypto';
import { compactDecrypt } from 'jose';
import { envelopeFor, readKey, RELEASE_TYP } from './release-envelope.ts';

const pair = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });
const content = { releaseId: 'r', purpose: 'Bewohnerparkausweis für Müller' };

it('is opened by the recipient with jose, and by nobody else', async () => {
  const recipient = pair();
  const jwe = envelopeFor(
    readKey(recipient.publicKey.export({ format: 'jwk' })),
    { kid: 'k-1', typ: RELEASE_TYP },
    content,
  );
  const { plaintext, protectedHeader } = await compactDecrypt(jwe, recipient.privateKey);
  expect(JSON.parse(new TextDecoder().decode(plaintext))).toEqual(content);
  expect(protectedHeader).toMatchObject({
    alg: 'ECDH-ES+A256KW',
    enc: 'A256GCM',
    typ: 'release+jwe',
    kid: 'k-1',
  });
  await expect(compactDecrypt(jwe, pair().privateKey)).rejects.toThrow('decryption operation failed');
});

it('is another one each time, with another ephemeral key', () => {
  const { publicKey } = pair();
  const sealed = (): string => envelopeFor(publicKey, { kid: 'k', typ: RELEASE_TYP }, content);
  const [one, other] = [sealed(), sealed()];
  expect(one.split('.').filter((part) => other.split('.').includes(part))).toEqual([]);
});
