export interface IndexedOrder {
  /** SQL values that columns must have, by column; as an index begins with them. */
  readonly fixed: Readonly<Record<string, string>>;
  /** The column that the list is ordered by, and the index goes on with. */
  readonly by: string;
  readonly descending?: boolean;
  /** SQL value of `by` that the page goes on after; from the beginning without it. */
  readonly after?: string | undefined;
}

/**
 * SQL condition and order of a page that is read along the index `(…fixed, by)`, and along no other. With `fixed = value`
 * the planner would see that the order is that of `by` alone, and walk through the primary key in the hope that matches are
 * spread evenly: where all of them are old, through the whole table. Ranges that hold one value leave it no other order.
 * Further filters may stand beside it; the planner then chooses the index of one of them where few match it.
 */
export function alongIndex({ fixed, by, descending = false, after }: IndexedOrder): {
  readonly where: string;
  /** Those of the order. */
  readonly columns: readonly string[];
  readonly orderBy: string;
} {
  const columns = Object.keys(fixed);
  const row = (parts: readonly string[]): string => `(${parts.join(', ')})`;
  const [begins, ends] = descending ? ['<', '>'] : ['>', '<'];
  const conditions: string[] = [];
  if (columns.length > 0) conditions.push(`${row(columns)} ${ends}= ${row(Object.values(fixed))}`);
  if (after !== undefined)
    conditions.push(`${row([...columns, by])} ${begins} ${row([...Object.values(fixed), after])}`);
  else if (columns.length > 0) conditions.push(`${row(columns)} ${begins}= ${row(Object.values(fixed))}`);
  const order = [...columns, by];
  return {
    where: conditions.join(' and ') || 'true',
    columns: order,
    orderBy: order.map((column) => (descending ? `${column} desc` : column)).join(', '),
  };
}
