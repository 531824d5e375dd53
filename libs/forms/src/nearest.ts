/** Insertions, deletions and replacements of one letter between two texts (Levenshtein). */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [i, letter] of one.split('').entries()) {
    const next = [i + 1];
    for (const [j, wanted] of other.split('').entries())
      next.push(Math.min(next[j]! + 1, row[j + 1]! + 1, row[j]! + (letter === wanted ? 0 : 1)));
    row = next;
  }
  return row.at(-1)!;
}

const begins = (name: string, meant: string): boolean => meant.length > 2 && name.startsWith(meant);

/** The name that somebody may have meant who wrote another one. */
export function nearest(meant: string, names: Iterable<string>): string | undefined {
  const near = [...names]
    .map((name) => ({
      name,
      away: begins(name, meant) ? 1 : distance(meant.toLowerCase(), name.toLowerCase()),
    }))
    .filter(({ name, away }) => away <= Math.max(1, Math.floor(name.length / 3)))
    .sort((a, b) => a.away - b.away);
  return near[0]?.name;
}

/** What to do about a name that is not one of some. */
export function oneOf(meant: string, names: readonly string[]): string {
  const near = nearest(meant, names);
  if (near !== undefined) return `Did you mean ${near}?`;
  return names.length === 0 ? 'There is none.' : `There are ${names.join(', ')}.`;
}
