import { Webhook } from 'standardwebhooks';
import { newSecret, printedSecret, signedHeaders } from './secrets.ts';
import { secretBox } from './webhook.config.ts';

const key = Buffer.alloc(32, 7);

describe('a signature', () => {
  const body = '{"type":"resident.moved.v1","subject":"Akte ä"}';

  it('verifies with the secret as it was shown, in the Standard Webhooks library', () => {
    const secret = newSecret();
    const headers = signedHeaders('e1_s1', body, [secret], new Date());
    expect(new Webhook(printedSecret(secret)).verify(body, { ...headers })).toEqual(JSON.parse(body));
  });

  it('verifies with the old and the new secret while they overlap, and with no other', () => {
    const [older, newer] = [newSecret(), newSecret()];
    const headers = { ...signedHeaders('e1_s1', body, [newer, older], new Date()) };
    expect(new Webhook(printedSecret(older)).verify(body, headers)).toBeDefined();
    expect(new Webhook(printedSecret(newer)).verify(body, headers)).toBeDefined();
    expect(() => new Webhook(printedSecret(newSecret())).verify(body, headers)).toThrow();
  });

  it('covers id, time and body', () => {
    const secret = newSecret();
    const headers = signedHeaders('e1_s1', body, [secret], new Date());
    const verify = (change: object, text = body) =>
      new Webhook(printedSecret(secret)).verify(text, { ...headers, ...change });
    expect(() => verify({ 'webhook-id': 'e2_s1' })).toThrow();
    const earlier = String(Number(headers['webhook-timestamp']) - 2);
    expect(() => verify({ 'webhook-timestamp': earlier })).toThrow();
    expect(() => verify({}, body.replace('v1', 'v2'))).toThrow();
  });
});

describe('a sealed secret', () => {
  const boxOf = (...keys: readonly (readonly [number, Buffer])[]) =>
    secretBox({ webhookSecretKey: new Map(keys), webhookLoopback: 'refuse' });
  const box = boxOf([1, key]);
  const secret = newSecret();

  it('opens in its place, and shows nothing of itself', async () => {
    const sealed = await box.seal(secret, 'hooks 1');
    expect(await box.open(sealed, 'hooks 1')).toEqual(secret);
    expect(sealed.sealed.includes(secret)).toBe(false);
    expect(await box.seal(secret, 'hooks 1')).not.toEqual(sealed);
  });

  it('opens neither elsewhere, nor with another key, nor changed', async () => {
    const { keyVersion, sealed } = await box.seal(secret, 'hooks 1');
    await expect(box.open({ keyVersion, sealed }, 'hooks 2')).rejects.toThrow();
    await expect(boxOf([1, Buffer.alloc(32, 8)]).open({ keyVersion, sealed }, 'hooks 1')).rejects.toThrow();
    for (let at = 0; at < sealed.length; at++) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      await expect(box.open({ keyVersion, sealed: changed }, 'hooks 1')).rejects.toThrow();
    }
  });

  it('opens with the key of its version once a newer one seals, and no more when that is taken away', async () => {
    const sealed = await box.seal(secret, 'hooks 1');
    const both = boxOf([2, Buffer.alloc(32, 9)], [1, key]);
    expect(await both.open(sealed, 'hooks 1')).toEqual(secret);
    expect((await both.seal(secret, 'hooks 1')).keyVersion).toBe(2);
    await expect(boxOf([2, Buffer.alloc(32, 9)]).open(sealed, 'hooks 1')).rejects.toThrow(
      'WEBHOOK_SECRET_KEY has no key of version 1',
    );
  });
});
