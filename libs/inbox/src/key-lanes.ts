/** Work of one key runs in the order in which it was given; work of different keys runs side by side. */
export class KeyLanes {
  private readonly tails = new Map<string, Promise<void>>();

  /** @param work never rejects */
  run(key: string, work: () => Promise<void>): void {
    const tail = (this.tails.get(key) ?? Promise.resolve()).then(work).finally(() => {
      if (this.tails.get(key) === tail) this.tails.delete(key);
    });
    this.tails.set(key, tail);
  }

  /** Resolves when no lane has work. */
  async idle(): Promise<void> {
    while (this.tails.size > 0) await Promise.all(this.tails.values());
  }
}
