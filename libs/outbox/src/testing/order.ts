interface Collected {
  readonly value: Readonly<Record<string, unknown>>;
}

/** First appearances per key whose number is lower than one before it; a repeat is recognised by its id. */
export function inversions(events: readonly Collected[]): number {
  const highest = new Map<unknown, number>();
  const known = new Set<unknown>();
  let inverted = 0;
  for (const { value } of events) {
    const n = Number(value['n']);
    if (known.has(value['id'])) continue;
    known.add(value['id']);
    const before = highest.get(value['key']) ?? 0;
    if (n < before) inverted++;
    highest.set(value['key'], Math.max(n, before));
  }
  return inverted;
}
