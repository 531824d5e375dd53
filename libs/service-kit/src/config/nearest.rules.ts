/** Insertions, deletions and replacements of one letter between two texts (Levenshtein). */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [i, letter] of one.split('').entries()) {
    const next = [i + 1];
    for (const [j, wanted] of other.split('').entries())
      next.push(
        Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + (letter === wanted ? 0 : 1)),
      );
    row = next;
  }
  return row.at(-1) ?? 0;
}

/** HOME and PATH, which everybody has set, are two letters from HOST and PORT. */
const tolerated = (name: string): number => (name.length <= 8 ? 1 : 2);

/** The name that somebody may have meant who wrote another one, in whatever case. */
export function nearest(written: string, names: Iterable<string>): string | undefined {
  const upper = written.toUpperCase();
  const near = [...names]
    .map((name) => ({ name, away: distance(upper, name) }))
    .filter(({ name, away }) => away <= tolerated(name))
    .sort((one, other) => one.away - other.away);
  return near[0]?.name;
}
