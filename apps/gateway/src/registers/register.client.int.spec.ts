import { generateKeyPairSync } from 'node:crypto';
import { evidenceFor, FakeRegister } from '../testing/fake-register.ts';
import { PermitSigner } from './permit.signer.ts';
import { RegisterClient } from './register.client.ts';

const permit = {
  decisionId: '0199f3c2-7b1e-7cc4-9d5e-0a1b2c3d4e5f',
  subjectKind: 'plate',
  subject: 'H-AB 1',
  fields: ['plate'],
  evidenceType: 'vehicles.master-data.v1',
  authority: 'parking',
  purpose: 'permit',
} as const;

it('asks for a permit whose caller waits, even if the clock is set meanwhile', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const register = new FakeRegister(publicKey);
  const jwk = JSON.stringify({ ...privateKey.export({ format: 'jwk' }), kid: 'permit-1' });
  const signer = new PermitSigner(jwk, 'https://gateway.example');
  const url = await register.start();
  const client = new RegisterClient({ name: 'vehicles', url, signer, timeoutMs: 60_000 });
  const asked = client.disclose(permit);
  const { now } = Date;
  Date.now = () => now() + 3_600_000;
  try {
    await expect(asked).resolves.toEqual(evidenceFor(permit));
  } finally {
    Date.now = now;
    await client.close();
    await register.stop();
  }
});
