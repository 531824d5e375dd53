import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** A seeded source of choices; the same seed makes the same choices on every machine. */
export class Random {
  private readonly source: ReturnType<typeof xoroshiro128plus>;

  /** @param seed 32-bit integer */
  constructor(seed: number) {
    this.source = xoroshiro128plus(seed);
  }

  /** Integer between two bounds, both included. Where the upper one is below the lower one, the lower one. */
  int(from: number, to: number): number {
    return to <= from ? from : uniformInt(this.source, from, to);
  }

  /** True in that share of calls, to a ten-thousandth. */
  chance(share: number): boolean {
    return this.int(0, 9999) < share * 10_000;
  }

  pick<T>(items: readonly T[]): T {
    return items[this.int(0, items.length - 1)] as T;
  }

  /** One of the items, each as often as its weight says. */
  weighted<T extends { readonly weight: number }>(items: readonly T[]): T {
    let rest = this.int(
      1,
      items.reduce((sum, { weight }) => sum + weight, 0),
    );
    const chosen = items.find(({ weight }) => (rest -= weight) <= 0);
    return chosen ?? (items[0] as T);
  }
}
