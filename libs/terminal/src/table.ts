import { withoutHidden } from './hidden.ts';

export interface Column<Row> {
  readonly title: string;
  readonly of: (row: Row) => string | number | undefined;
  /** Numbers stand at the right of their column. */
  readonly right?: boolean;
}

/** A row of columns as wide as told, two blanks apart: for rows that are shown before the last one is known. */
export const row =
  (widths: readonly number[], right: readonly boolean[] = []) =>
  (...cells: readonly string[]): string =>
    cells
      .map((text, index) => {
        const width = widths[index] ?? 0;
        return right[index] ? text.padStart(width) : text.padEnd(width);
      })
      .join('  ')
      .trimEnd();

/** Columns as wide as their content; a dash where there is nothing. */
export function table<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string {
  const titles = columns.map(({ title }) => title);
  const cells = rows.map((each) => columns.map(({ of }) => withoutHidden(String(of(each) ?? '–'))));
  const widths = titles.map((title, index) =>
    Math.max(title.length, ...cells.map((line) => line[index]?.length ?? 0)),
  );
  const line = row(
    widths,
    columns.map(({ right }) => right ?? false),
  );
  return [titles, ...cells].map((each) => line(...each)).join('\n');
}

/** One thing's names and values, a line each; what has no value is left out. */
export function facts(pairs: readonly (readonly [string, string | number | undefined])[]): string {
  const known = pairs.filter(([, value]) => value !== undefined);
  const line = row([Math.max(0, ...known.map(([name]) => name.length))]);
  return known.map(([name, value]) => line(name, withoutHidden(String(value)))).join('\n');
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
