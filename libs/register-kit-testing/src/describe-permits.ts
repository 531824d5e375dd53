import { Logger } from '@nestjs/common';
import { generateKeyPair } from 'jose';
import type { PermitBatch } from '#libs/contracts';
import type { PermitFault, RegisterRecord } from '#libs/register-kit';
import { JsonLogger, tellHeldBack } from '#libs/service-kit';
import { PermitCaller } from './permit-caller.ts';
import type { RegisterUnderTest } from './register-under-test.ts';

/** Only the gateway's own, current permits for this register open it. */
export function describePermits<T extends RegisterRecord>(opened: () => RegisterUnderTest<T>): void {
  const caller = () => new PermitCaller(opened());
  const signed = (batch: object) => opened().gateway.sign(batch);
  const now = () => Math.floor(Date.now() / 1000);
  const forged: Record<string, readonly [PermitFault, (batch: PermitBatch) => Promise<string>]> = {
    'signed with another key': [
      'signature',
      async (batch) =>
        opened().gateway.sign(batch, {
          key: (await generateKeyPair('EdDSA', { crv: 'Ed25519' })).privateKey,
        }),
    ],
    'signed by nobody (alg none)': [
      'signature',
      (batch) => {
        const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
        return Promise.resolve(
          `${part({ alg: 'none', kid: 'gateway-1', typ: 'permit+jwt' })}.${part(batch)}.`,
        );
      },
    ],
    'whose payload was exchanged': [
      'signature',
      async (batch) => {
        const [header, , signature] = (await opened().gateway.sign(batch)).split('.');
        const other = Buffer.from(JSON.stringify({ ...batch, exp: batch.exp - 1 })).toString('base64url');
        return `${header}.${other}.${signature}`;
      },
    ],
    'of another type': ['typ', (batch) => opened().gateway.sign(batch, { header: { typ: 'at+jwt' } })],
    'of an unknown key id': [
      'kid',
      (batch) => opened().gateway.sign(batch, { header: { kid: 'gateway-2' } }),
    ],
    'that brings its own key': [
      'header',
      (batch) => opened().gateway.sign(batch, { header: { jku: 'https://evil.test' } }),
    ],
    'that has expired': ['expired', (batch) => signed({ ...batch, iat: now() - 40, exp: now() - 10 })],
    'from the future': [
      'issued in the future',
      (batch) => signed({ ...batch, iat: now() + 60, exp: now() + 80 }),
    ],
    'that lives too long': ['lifetime not allowed', (batch) => signed({ ...batch, exp: now() + 31 })],
    'for another register': ['for another register', (batch) => signed({ ...batch, aud: 'elsewhere' })],
    'of another issuer': ['foreign issuer', (batch) => signed({ ...batch, iss: `${batch.iss}/` })],
    'with a member it does not know': ['shape', (batch) => signed({ ...batch, only: 'mondays' })],
    'with a permit member it does not know': [
      'shape',
      (batch) => signed({ ...batch, permits: batch.permits.map((permit) => ({ ...permit, only: 1 })) }),
    ],
    'without permits': ['shape', (batch) => signed({ ...batch, permits: [] })],
    'that is not a token': ['signature', () => Promise.resolve('nothing')],
  };

  it.each(Object.keys(forged))('%s', async (kind) => {
    const permit = caller().permitFor(await caller().registered());
    const [reason, make] = forged[kind]!;
    const before = await caller().refused(reason);
    expect(await caller().post(await make(opened().gateway.batch([permit])))).toMatchObject({
      statusCode: 403,
      body: { code: 'permit-refused' },
    });
    expect(await caller().logged(permit)).toBeUndefined();
    expect(await caller().refused(reason)).toBe(before + 1);
  });

  it('used before, also within one batch, of which the SIEM learns the id of the decision', async () => {
    // Other tests may have used up the lines of this minute.
    tellHeldBack();
    const lines: string[] = [];
    Logger.overrideLogger(new JsonLogger('register', 'info', { write: (line) => void lines.push(line) }));
    const permit = caller().permitFor(await caller().registered());
    const before = await caller().refused('replayed');
    await caller().ask(permit, permit);
    await caller().ask(permit);
    Logger.overrideLogger(false);
    expect(await caller().refused('replayed')).toBe(before + 2);
    const told = { event: 'permit-refused', reason: 'replayed', lookupId: permit.decisionId };
    expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([told, told]);
  });

  it('of another content type', async () => {
    const jws = await opened().gateway.sign(
      opened().gateway.batch([caller().permitFor(await caller().registered())]),
    );
    expect((await caller().post(JSON.stringify(jws), 'application/json')).statusCode).not.toBe(200);
    expect((await caller().post(jws, 'text/plain')).statusCode).not.toBe(200);
  });
}
