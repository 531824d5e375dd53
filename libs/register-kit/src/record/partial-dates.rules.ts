/**
 * Compares two partial dates as far as both are known: `1998-00-00` is neither before nor after `1998-05-01`.
 * Negative when the first is surely earlier, positive when surely later, else 0.
 */
export function comparePartialDates(one: string, other: string): number {
  const theirs = other.split('-');
  for (const [index, part] of one.split('-').entries()) {
    const difference = Number(part) - Number(theirs[index]);
    if (Number(part) === 0 || Number(theirs[index]) === 0) return 0;
    if (difference !== 0) return difference;
  }
  return 0;
}
