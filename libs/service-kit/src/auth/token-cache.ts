/** Characters of the key that are hashed: the end of the token's signature, which no two tokens share by chance. */
const HASHED = 64;

interface Entry<V> {
  readonly key: string;
  readonly value: V;
}

/**
 * Bounded map of verified tokens, least recently used first out. Hashing a token of 700 characters would cost more than
 * the rest of a hit, so entries are found by its end and then compared in full. Two generations instead of a linked
 * list: a hit in the young one writes nothing; what was not asked for during a whole generation is dropped.
 */
export class TokenCache<V extends { readonly expiresAt: number }> {
  private young = new Map<string, Entry<V>>();
  private old = new Map<string, Entry<V>>();
  private readonly generationSize: number;

  /** @param capacity most entries held at once; at least 2 */
  constructor(capacity: number) {
    this.generationSize = Math.max(1, Math.floor(capacity / 2));
  }

  /** @param now milliseconds since the epoch; an entry is gone from its `expiresAt` on */
  get(key: string, now: number): V | undefined {
    const end = key.slice(-HASHED);
    const entry = this.young.get(end) ?? this.promote(end);
    if (entry === undefined || entry.key !== key || now >= entry.value.expiresAt) return undefined;
    return entry.value;
  }

  set(key: string, value: V): void {
    this.add(key.slice(-HASHED), { key, value });
  }

  get size(): number {
    return this.young.size + this.old.size;
  }

  private add(end: string, entry: Entry<V>): void {
    if (this.young.size >= this.generationSize) {
      this.old = this.young;
      this.young = new Map();
    }
    this.young.set(end, entry);
  }

  private promote(end: string): Entry<V> | undefined {
    const entry = this.old.get(end);
    if (entry === undefined) return undefined;
    this.old.delete(end);
    this.add(end, entry);
    return entry;
  }
}
