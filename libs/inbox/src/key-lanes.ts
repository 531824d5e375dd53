/** Work of one key, which nobody else has until it is released. */
export interface Lot<T> {
  readonly key: string;
  /** In the order in which they came; at least one. */
  readonly items: readonly T[];
}

/** Work by key: that of one key is handed out in the order in which it came, and to one taker at a time. */
export class KeyLanes<T> {
  private readonly waiting = new Map<string, T[]>();
  /** Keys with work that nobody has taken, the longest waiting first. */
  private readonly ready = new Set<string>();
  private readonly taken = new Set<string>();
  private idle: PromiseWithResolvers<void> | undefined;

  add(key: string, item: T): void {
    const before = this.waiting.get(key);
    if (before) before.push(item);
    else this.waiting.set(key, [item]);
    if (!this.taken.has(key)) this.ready.add(key);
  }

  /**
   * Takes work of as many keys as it needs for `most` items.
   * @param mayShare false of an item that is taken by itself
   */
  take(most: number, mayShare: (item: T) => boolean): readonly Lot<T>[] {
    const lots: Lot<T>[] = [];
    let room = most;
    for (const key of this.ready) {
      if (room === 0) break;
      const items = this.waiting.get(key) ?? [];
      const unshared = items.findIndex((item) => !mayShare(item));
      // One that stands first is the next to be taken.
      if (unshared === 0 && lots.length > 0) break;
      const count = unshared === 0 ? 1 : Math.min(room, unshared < 0 ? items.length : unshared);
      lots.push({ key, items: this.cut(key, items, count) });
      if (unshared === 0) break;
      room -= count;
    }
    return lots;
  }

  /** The key's next work may be taken. */
  release(key: string): void {
    this.taken.delete(key);
    if (this.waiting.has(key)) this.ready.add(key);
    if (this.taken.size === 0) this.idle?.resolve();
  }

  /** Forgets what nobody has taken, and resolves when everything that was taken is released. */
  async end(): Promise<void> {
    this.waiting.clear();
    this.ready.clear();
    if (this.taken.size === 0) return;
    this.idle ??= Promise.withResolvers();
    await this.idle.promise;
  }

  private cut(key: string, items: T[], count: number): readonly T[] {
    this.ready.delete(key);
    this.taken.add(key);
    if (count === items.length) this.waiting.delete(key);
    else this.waiting.set(key, items.slice(count));
    return items.slice(0, count);
  }
}
