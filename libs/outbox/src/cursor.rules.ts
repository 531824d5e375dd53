/**
 * The gap-aware cursor, without any I/O (architecture §3). Ids come from a sequence when a row is written, but rows
 * appear when their transaction commits, so an id below one already seen may still appear. The cursor remembers such
 * missing ids as gaps and gives one up only when nobody who could still fill it is left.
 */
export interface Cursor {
  /** Highest id seen. Ids and transaction ids stay far below 2^53, so numbers carry them exactly. */
  readonly high: number;
  /** Missing ids below `high`, ascending, disjoint. */
  readonly gaps: readonly Gap[];
}

export interface Gap {
  readonly first: number;
  readonly last: number;
  /**
   * A transaction id assigned after the gap was observed, or null until one is known. Whoever owns an id of the gap
   * got its transaction id earlier, so it is below the stamp.
   *
   * The snapshot's own xmax would not do: it is "highest completed + 1", and a running transaction may lie above it
   * (PostgreSQL, GetSnapshotData). See the counter-example in cursor.rules.spec.ts.
   */
  readonly stamp: number | null;
}

/** What one poll saw: all rows within gaps and above `high`, ascending by id, at most `limit`, and its snapshot. */
export interface Poll<R extends { readonly id: number }> {
  readonly rows: readonly R[];
  readonly limit: number;
  /** Every transaction below it had ended when the rows were read. */
  readonly xmin: number;
}

export interface Advance<R> {
  /** Rows to publish, ascending by id. */
  readonly publish: readonly R[];
  readonly cursor: Cursor;
}

export const startOfOutbox: Cursor = { high: 0, gaps: [] };

/** Moves the cursor over the rows of one poll. */
export function advance<R extends { readonly id: number }>(cursor: Cursor, poll: Poll<R>): Advance<R> {
  const ids = poll.rows.map((row) => row.id);
  const above = ids.filter((id) => id > cursor.high);
  const open = withoutIds(cursor.gaps, ids).filter((gap) => !isGivenUp(gap, poll));
  return {
    publish: poll.rows,
    cursor: { high: above.at(-1) ?? cursor.high, gaps: [...open, ...newGaps(cursor.high, above)] },
  };
}

/** Stamps the gaps of a cursor that was saved by the transaction `savedBy`, up to the `high` that was saved. */
export function stamped(cursor: Cursor, savedHigh: number, savedBy: number): Cursor {
  const stamp = (gap: Gap): Gap =>
    gap.stamp === null && gap.last < savedHigh ? { ...gap, stamp: savedBy } : gap;
  return { ...cursor, gaps: cursor.gaps.map(stamp) };
}

/** A full poll may have been cut off, so it says nothing about ids beyond its last row. */
function isGivenUp(gap: Gap, { rows, limit, xmin }: Poll<{ readonly id: number }>): boolean {
  const horizon = rows.length < limit ? Infinity : (rows.at(-1)?.id ?? 0);
  return gap.stamp !== null && xmin >= gap.stamp && gap.last <= horizon;
}

function newGaps(high: number, ids: readonly number[]): Gap[] {
  return ids.flatMap((id, index) => gapBetween((ids[index - 1] ?? high) + 1, id - 1, null));
}

/** What is left of the gaps; both lists ascend, so one walk over both is enough. */
function withoutIds(gaps: readonly Gap[], ids: readonly number[]): Gap[] {
  let next = 0;
  return gaps.flatMap(({ first, last, stamp }) => {
    const left: Gap[] = [];
    let from = first;
    for (let id = ids[next]; id !== undefined && id <= last; id = ids[++next]) {
      left.push(...gapBetween(from, id - 1, stamp));
      from = id + 1;
    }
    return [...left, ...gapBetween(from, last, stamp)];
  });
}

const gapBetween = (first: number, last: number, stamp: number | null): Gap[] =>
  first <= last ? [{ first, last, stamp }] : [];
