import { Webhook } from 'standardwebhooks';
import { newSecret, printedSecret, SecretBox, signedHeaders } from './secrets.ts';

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
    expect(() => verify({ 'webhook-timestamp': String(Math.floor(Date.now() / 1000) - 2) })).toThrow();
    expect(() => verify({}, body.replace('v1', 'v2'))).toThrow();
  });
});

describe('a sealed secret', () => {
  const box = new SecretBox(key);
  const secret = newSecret();
  const sealed = box.seal(secret, 'hooks 1');

  it('opens in its place, and shows nothing of itself', () => {
    expect(box.open(sealed, 'hooks 1')).toEqual(secret);
    expect(sealed.includes(secret)).toBe(false);
    expect(box.seal(secret, 'hooks 1')).not.toEqual(sealed);
  });

  it('opens neither elsewhere, nor with another key, nor changed', () => {
    expect(() => box.open(sealed, 'hooks 2')).toThrow();
    expect(() => new SecretBox(Buffer.alloc(32, 8)).open(sealed, 'hooks 1')).toThrow();
    for (let at = 0; at < sealed.length; at++) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(() => box.open(changed, 'hooks 1')).toThrow();
    }
  });
});
