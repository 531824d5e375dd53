import { readFileSync } from 'node:fs';

/** Rows of a small comma-separated file with a header line; a cell may be quoted, without line breaks inside. */
export function readCsv(url: URL): readonly (readonly string[])[] {
  const [, ...rows] = readFileSync(url, 'utf8').split(/\r?\n/);
  return rows.filter((row) => row !== '').map(cellsOf);
}

function cellsOf(row: string): readonly string[] {
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (const character of row) {
    if (character === '"') {
      quoted = !quoted;
    } else if (character === ',' && !quoted) {
      cells.push(cell);
      cell = '';
    } else {
      cell += character;
    }
  }
  return [...cells, cell];
}

/** Computes a value at its first use and keeps it. */
export function once<T>(compute: () => T): () => T {
  let kept: { readonly value: T } | undefined;
  return () => (kept ??= { value: compute() }).value;
}
