/** How the pauses between failed attempts grow. */
export interface BackOff {
  readonly firstMs: number;
  readonly factor: number;
  readonly maxMs: number;
  /** Share of a pause by which chance makes it longer or shorter, so that not all who failed together come back together. */
  readonly jitter: number;
}

/** Milliseconds to wait after so many failures in a row. */
export function pauseAfter(
  failures: number,
  { firstMs, factor, maxMs, jitter }: BackOff,
  random: () => number = Math.random,
): number {
  const planned = Math.min(firstMs * factor ** (failures - 1), maxMs);
  return planned * (1 + jitter * (2 * random() - 1));
}
