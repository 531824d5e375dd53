export interface Column<Row> {
  readonly title: string;
  readonly of: (row: Row) => string | number | undefined;
  /** Numbers stand at the right of their column. */
  readonly right?: boolean;
}

/** Columns as wide as their content, two blanks apart; a dash where there is nothing. */
export function table<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string {
  const cells = rows.map((row) => columns.map(({ of }) => String(of(row) ?? '–')));
  const widths = columns.map(({ title }, index) =>
    Math.max(title.length, ...cells.map((line) => line[index]?.length ?? 0)),
  );
  const line = (texts: readonly string[]): string =>
    texts
      .map((text, index) =>
        columns[index]?.right ? text.padStart(widths[index]!) : text.padEnd(widths[index]!),
      )
      .join('  ')
      .trimEnd();
  return [line(columns.map(({ title }) => title)), ...cells.map(line)].join('\n');
}

const units = [
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
] as const;

/** `12 s`, `3 min`, `5 h`, `2 d`; nothing for nothing. */
export function duration(seconds: number | undefined): string | undefined {
  if (seconds === undefined) return undefined;
  const unit = units.find(([, size]) => seconds >= 2 * size);
  return unit ? `${Math.floor(seconds / unit[1])} ${unit[0]}` : `${Math.round(seconds)} s`;
}

/** An instant to the second, UTC, as `2026-11-23 18:41:26`. */
export const instant = (text: string): string => text.slice(0, 19).replace('T', ' ');

/** Enough of an id to find it by. */
export const short = (id: string): string => (id.length > 12 ? `${id.slice(0, 11)}…` : id);
