import { CompactEncrypt, importJWK } from 'jose';
import { encryptionJwk } from '../testing/releasing.ts';
import { ReleaseOpener, ReleaseUnreadable } from './release-opener.ts';

const jwk = encryptionJwk('k-1');
const opener = new ReleaseOpener(new Map([['office', { clientId: 'c', clientJwk: {}, encryptionJwk: jwk }]]));

async function sealed(text: string): Promise<string> {
  const { d: _private, ...recipient } = jwk;
  return new CompactEncrypt(new TextEncoder().encode(text))
    .setProtectedHeader({ alg: 'ECDH-ES+A256KW', enc: 'A256GCM', typ: 'release+jwe' })
    .encrypt(await importJWK(recipient, 'ECDH-ES+A256KW'));
}

it('opens a release', async () => {
  expect(await opener.open('office', await sealed('{"releaseId":"r"}'))).toEqual({ releaseId: 'r' });
});

it.each(['no JSON', '"a text"', 'null', '[]', '{}', '{"releaseId":7}'])(
  'refuses what anybody may have sealed to the authority: %s',
  async (text) => {
    await expect(opener.open('office', await sealed(text))).rejects.toBeInstanceOf(ReleaseUnreadable);
  },
);
