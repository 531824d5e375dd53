import { TokenCache } from './token-cache.ts';

const value = (name: string, expiresAt = 1000): { name: string; expiresAt: number } => ({ name, expiresAt });
const end = 'e'.repeat(64);

describe('TokenCache', () => {
  it('forgets an entry at the moment it expires', () => {
    const cache = new TokenCache<{ expiresAt: number }>(4);
    cache.set('token', value('a'));
    expect(cache.get('token', 999)).toBeDefined();
    expect(cache.get('token', 1000)).toBeUndefined();
  });

  it('never holds more than its capacity and drops what was not asked for', () => {
    const cache = new TokenCache<{ expiresAt: number }>(100);
    cache.set('in use', value('kept'));
    for (let index = 0; index < 1000; index += 1) {
      cache.set(`token ${index}`, value('flood'));
      expect(cache.get('in use', 0)).toMatchObject({ name: 'kept' });
      expect(cache.size).toBeLessThanOrEqual(100);
    }
    expect(cache.get('token 1', 0)).toBeUndefined();
  });

  it('does not take one token for another that ends alike', () => {
    const cache = new TokenCache<{ expiresAt: number }>(4);
    cache.set(`mine${end}`, value('mine'));
    expect(cache.get(`forged${end}`, 0)).toBeUndefined();
  });
});
