const SEPARATOR = ' │ ';

/** Several texts beside each other, each broken at blanks where its column ends. */
export function sideBySide(texts: readonly (readonly string[])[], width: number): string {
  const each = Math.floor((width - SEPARATOR.length * (texts.length - 1)) / texts.length);
  const columns = texts.map((lines) => lines.flatMap((line) => broken(line, each)));
  const height = Math.max(0, ...columns.map(({ length }) => length));
  return Array.from({ length: height }, (_, at) =>
    columns
      .map((column) => (column[at] ?? '').padEnd(each))
      .join(SEPARATOR)
      .trimEnd(),
  ).join('\n');
}

/** What goes on in the next line is indented further, so that it is not taken for one of its own. */
function broken(text: string, width: number, indent = `${/^ */.exec(text)![0]}  `): readonly string[] {
  if (text.length <= width) return [text];
  const blank = text.lastIndexOf(' ', width);
  const isWord = text.slice(0, Math.max(blank, 0)).trim() === '';
  const rest = isWord ? text.slice(width) : text.slice(blank + 1);
  return [text.slice(0, isWord ? width : blank), ...broken(indent + rest.trimStart(), width, indent)];
}
