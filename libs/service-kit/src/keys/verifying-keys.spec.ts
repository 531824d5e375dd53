import { generateKeyPairSync } from 'node:crypto';
import { KeysUnavailable } from './key-store.ts';
import { PublishedVerifyingKeys } from './verifying-keys.ts';

const jwk = (kid: string) => ({
  ...generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' }),
  kid,
});
const [former, current, next] = [jwk('former'), jwk('current'), jwk('next')];

/** Published keys at a clock that goes by hand. */
class Publisher {
  now = 0;
  fetches = 0;
  answer: () => Response = () => Response.json({ keys: [former, current] });
  readonly keys = new PublishedVerifyingKeys({
    variable: 'PERMIT_JWKS_URL',
    server: 'the gateway',
    url: 'http://gateway.test/internal/v1/permit-keys',
    maxAgeMs: 60_000,
    now: () => this.now,
    fetch: () => {
      this.fetches += 1;
      return Promise.resolve(this.answer());
    },
  });

  publishes(...keys: readonly object[]): void {
    this.answer = () => Response.json({ keys });
  }

  async knows(kid: string): Promise<boolean> {
    return (await this.keys.find(kid)) !== undefined;
  }
}

describe('published keys', () => {
  it('are fetched once for all who wait, and then known', async () => {
    const publisher = new Publisher();
    const found = await Promise.all(['former', 'current', 'former'].map((kid) => publisher.knows(kid)));
    expect([found, publisher.fetches]).toEqual([[true, true, true], 1]);
  });

  it('are renewed beside whoever asks at half of their age, and a removed one is refused from then on', async () => {
    const publisher = new Publisher();
    await publisher.knows('former');
    publisher.publishes(current);
    publisher.now = 30_000;
    expect(await publisher.knows('former')).toBe(true);
    await new Promise(setImmediate);
    expect([await publisher.knows('former'), publisher.fetches]).toEqual([false, 2]);
  });

  it('are never used beyond their age: a removed one is refused however quiet it was', async () => {
    const publisher = new Publisher();
    await publisher.knows('former');
    publisher.publishes(current);
    publisher.now = 60_000;
    expect(await publisher.knows('former')).toBe(false);
    expect(await publisher.knows('current')).toBe(true);
  });

  it('are asked for an unknown one once in five seconds, however many ask', async () => {
    const publisher = new Publisher();
    await publisher.knows('current');
    publisher.publishes(current, next);
    expect(await publisher.knows('next')).toBe(false);
    publisher.now = 5_000;
    const found = await Promise.all(Array.from({ length: 100 }, () => publisher.knows('next')));
    expect([found.every(Boolean), publisher.fetches]).toEqual([true, 2]);
    await Promise.all(Array.from({ length: 100 }, () => publisher.knows('invented')));
    expect(publisher.fetches).toBe(2);
  });

  it.each([
    ['an error', () => new Response('no', { status: 500 }), 'it answered with status 500'],
    ['no JSON', () => new Response('secret text'), 'the answer is no JSON'],
    ['no key', () => Response.json({ keys: [] }), 'the answer holds no key.'],
    ['a private key', () => Response.json({ keys: [{ ...current, d: 'x' }] }), 'only public Ed25519 keys'],
    ['a huge set', () => new Response('x'.repeat(20_000)), 'the answer has more than 16384 bytes'],
  ])('are not taken from %s; the ones before stay until they are too old', async (_, answer, said) => {
    const publisher = new Publisher();
    await publisher.knows('current');
    publisher.answer = answer;
    publisher.now = 59_999;
    expect(await publisher.knows('current')).toBe(true);
    await new Promise(setImmediate);
    await new Promise(setImmediate);
    publisher.now = 62_000;
    await expect(publisher.knows('current')).rejects.toThrow(KeysUnavailable);
    await expect(publisher.keys.check()).rejects.toThrow(said);
    await expect(publisher.keys.check()).rejects.toThrow('PERMIT_JWKS_URL');
    publisher.publishes(current);
    publisher.now = 64_000;
    await publisher.keys.check();
    expect(await publisher.knows('current')).toBe(true);
  });
});
