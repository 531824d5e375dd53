import { generateKeyPair } from 'jose';
import type { PermitBatch } from '#libs/contracts';
import type { RegisterRecord } from '#libs/register-kit';
import { PermitCaller } from './permit-caller.ts';
import type { RegisterUnderTest } from './register-under-test.ts';

/** Only the gateway's own, current permits for this register open it. */
export function describePermits<T extends RegisterRecord>(opened: () => RegisterUnderTest<T>): void {
  const caller = () => new PermitCaller(opened());
  const now = () => Math.floor(Date.now() / 1000);
  const forged: Record<string, (batch: PermitBatch) => Promise<string>> = {
    'signed with another key': async (batch) =>
      opened().gateway.sign(batch, {
        key: (await generateKeyPair('EdDSA', { crv: 'Ed25519' })).privateKey,
      }),
    'signed by nobody (alg none)': (batch) => {
      const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
      return Promise.resolve(`${part({ alg: 'none', kid: 'gateway-1', typ: 'permit+jwt' })}.${part(batch)}.`);
    },
    'whose payload was exchanged': async (batch) => {
      const [header, , signature] = (await opened().gateway.sign(batch)).split('.');
      const other = Buffer.from(JSON.stringify({ ...batch, exp: batch.exp - 1 })).toString('base64url');
      return `${header}.${other}.${signature}`;
    },
    'of another type': (batch) => opened().gateway.sign(batch, { header: { typ: 'at+jwt' } }),
    'of an unknown key id': (batch) => opened().gateway.sign(batch, { header: { kid: 'gateway-2' } }),
    'that brings its own key': (batch) =>
      opened().gateway.sign(batch, { header: { jku: 'https://evil.test' } }),
    'that has expired': (batch) => opened().gateway.sign({ ...batch, iat: now() - 40, exp: now() - 10 }),
    'from the future': (batch) => opened().gateway.sign({ ...batch, iat: now() + 60, exp: now() + 80 }),
    'that lives too long': (batch) => opened().gateway.sign({ ...batch, exp: now() + 31 }),
    'for another register': (batch) => opened().gateway.sign({ ...batch, aud: 'elsewhere' }),
    'of another issuer': (batch) => opened().gateway.sign({ ...batch, iss: `${batch.iss}/` }),
    'with a member it does not know': (batch) => opened().gateway.sign({ ...batch, only: 'mondays' }),
    'with a permit member it does not know': (batch) =>
      opened().gateway.sign({ ...batch, permits: batch.permits.map((permit) => ({ ...permit, only: 1 })) }),
    'without permits': (batch) => opened().gateway.sign({ ...batch, permits: [] }),
    'that is not a token': () => Promise.resolve('nothing'),
  };

  it.each(Object.keys(forged))('%s', async (kind) => {
    const permit = caller().permitFor(await caller().registered());
    const jws = await forged[kind]?.(opened().gateway.batch([permit]));
    expect(await caller().post(jws ?? '')).toMatchObject({
      statusCode: 403,
      body: { code: 'permit-refused' },
    });
    expect(await caller().logged(permit)).toBeUndefined();
  });

  it('of another content type', async () => {
    const jws = await opened().gateway.sign(
      opened().gateway.batch([caller().permitFor(await caller().registered())]),
    );
    expect((await caller().post(JSON.stringify(jws), 'application/json')).statusCode).not.toBe(200);
    expect((await caller().post(jws, 'text/plain')).statusCode).not.toBe(200);
  });
}
