/** A page of a list and, unless it is the last, what leads to the next. */
export interface Page<R> {
  readonly rows: readonly R[];
  readonly next?: string;
}

/**
 * @param found one row more than `limit` where another page follows: only so is none announced that would be empty
 * @param cursorOf what the list goes on after, in words of its own
 */
export function pageOf<R>(found: readonly R[], limit: number, cursorOf: (last: R) => string): Page<R> {
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  return found.length > limit && last !== undefined ? { rows, next: cursorOf(last) } : { rows };
}
