/** Something wrong with a form file, and what to do about it. */
export interface Mistake {
  readonly file: string;
  /** Both from 1. */
  readonly line: number;
  readonly column: number;
  readonly what: string;
  readonly remedy: string;
}

/** Before its place in the file is known: members and indices that lead to it. */
export interface Finding {
  readonly path: readonly (string | number)[];
  /** The name of the member is at fault, not its value. */
  readonly isName?: true;
  readonly what: string;
  readonly remedy: string;
}

export const written = ({ file, line, column, what, remedy }: Mistake): string =>
  `${file}:${line}:${column} ${what}\n    ${remedy}`;

/** Forms that must not be used; names every mistake. */
export class FormsUnusable extends Error {
  readonly mistakes: readonly Mistake[];

  constructor(mistakes: readonly Mistake[]) {
    super(`The forms cannot be used:\n${mistakes.map((each) => `  ${written(each)}`).join('\n')}`);
    this.mistakes = mistakes;
  }
}

export const ordered = (mistakes: readonly Mistake[]): readonly Mistake[] =>
  mistakes.toSorted((a, b) => a.file.localeCompare(b.file, 'en') || a.line - b.line || a.column - b.column);
