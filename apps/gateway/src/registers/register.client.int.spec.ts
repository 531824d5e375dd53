import { generateKeyPairSync } from 'node:crypto';
import { type DisclosureAnswer, PERMIT_BATCH_MAX } from '#libs/contracts';
import { evidenceFor, FakeRegister } from '../testing/fake-register.ts';
import { permitKeys } from './permit-keys.ts';
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

let register: FakeRegister;
let client: RegisterClient;
beforeAll(async () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  register = new FakeRegister(publicKey);
  const jwk = JSON.stringify({ ...privateKey.export({ format: 'jwk' }), kid: 'permit-1' });
  const signer = new PermitSigner(permitKeys({ permitSigningJwk: jwk }), 'https://gateway.example');
  const url = await register.start();
  client = new RegisterClient({ name: 'vehicles', url, signer, timeoutMs: 60_000, lanes: 2 });
});
afterAll(async () => {
  await client.close();
  await register.stop();
});

it('asks for a permit whose caller waits, even if the clock is set meanwhile', async () => {
  const asked = client.disclose(permit);
  const { now } = Date;
  Date.now = () => now() + 3_600_000;
  try {
    await expect(asked).resolves.toEqual(evidenceFor(permit));
  } finally {
    Date.now = now;
  }
});

it('takes an answer in which every record is as large as registers take them', async () => {
  const plate = 'x'.repeat(64 * 1024);
  const large = (decisionId: string): DisclosureAnswer => ({
    ...evidenceFor({ ...permit, decisionId }),
    ...({ evidence: { plate } } as object),
  });
  register.behaviour = ({ decisionId }) => large(decisionId);
  const ids = Array.from({ length: PERMIT_BATCH_MAX }, (_, index) => `decision-${index}`);
  const answers = await Promise.all(ids.map((decisionId) => client.disclose({ ...permit, decisionId })));
  expect(answers.map(({ decisionId }) => decisionId)).toEqual(ids);
});
