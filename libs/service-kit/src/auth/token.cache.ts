/**
 * Bounded map of verified tokens, least recently used first out. Two generations instead of a linked list: a hit in the
 * young one is a single lookup without any write; what was not asked for during a whole generation is dropped.
 */
export class TokenCache<V extends { readonly expiresAt: number }> {
  private young = new Map<string, V>();
  private old = new Map<string, V>();
  private readonly generationSize: number;

  /** @param capacity most entries held at once; at least 2 */
  constructor(capacity: number) {
    this.generationSize = Math.max(1, Math.floor(capacity / 2));
  }

  /** @param now milliseconds since the epoch; an entry is gone from its `expiresAt` on */
  get(key: string, now: number): V | undefined {
    const value = this.young.get(key) ?? this.promote(key);
    if (value === undefined || now < value.expiresAt) return value;
    this.young.delete(key);
    return undefined;
  }

  set(key: string, value: V): void {
    if (this.young.size >= this.generationSize) {
      this.old = this.young;
      this.young = new Map();
    }
    this.young.set(key, value);
  }

  get size(): number {
    return this.young.size + this.old.size;
  }

  private promote(key: string): V | undefined {
    const value = this.old.get(key);
    if (value === undefined) return undefined;
    this.old.delete(key);
    this.set(key, value);
    return value;
  }
}
