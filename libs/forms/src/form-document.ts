import { type Document, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, visit } from 'yaml';
import type { Finding, Mistake } from './mistake.ts';

/** More would let a short file stand for a very long one. */
const MOST_ALIASES = 20;

/** A YAML file that remembers where each of its members stands. */
export class FormDocument {
  private readonly lines = new LineCounter();
  private readonly document: Document;
  private readonly file: string;

  constructor(file: string, text: string) {
    this.file = file;
    this.document = parseDocument(text, { lineCounter: this.lines, prettyErrors: false, stringKeys: true });
  }

  /** The content, or what YAML itself has to say. */
  read(): { readonly content: unknown; readonly mistakes: readonly Mistake[] } {
    const all = [...this.document.errors, ...this.document.warnings];
    const tabs = all.filter(({ message }) => message.startsWith('Tabs'));
    // What else is said then follows from them.
    const mistakes = (tabs.length > 0 ? tabs : all).map(({ message, pos: [at] }) => ({
      ...this.place(message.startsWith('Missing closing') ? this.openedAt(at) : at),
      what: `This is no YAML: ${message}`,
      remedy: remedyOf(message),
    }));
    if (mistakes.length > 0) return { content: undefined, mistakes };
    try {
      return { content: this.document.toJS({ maxAliasCount: MOST_ALIASES }), mistakes };
    } catch {
      const what = 'Too much of this repeats itself by aliases.';
      return { content: undefined, mistakes: [{ ...this.place(0), what, remedy: 'Write the values out.' }] };
    }
  }

  mistake({ path, isName, what, remedy }: Finding): Mistake {
    return { ...this.place(this.offsetOf(path, isName === true)), what, remedy };
  }

  private place(offset: number): Pick<Mistake, 'file' | 'line' | 'column'> {
    const { line, col } = this.lines.linePos(offset);
    return { file: this.file, line: Math.max(line, 1), column: Math.max(col, 1) };
  }

  /** A quote that is not closed is told where the file ends, which helps nobody. */
  private openedAt(end: number): number {
    let at = end;
    visit(this.document, {
      Scalar: (_, { range }) => {
        if (range && range[0] < at && end <= range[2]) at = range[0];
      },
    });
    return at;
  }

  /** The deepest node on the way: what is missing is told where it should stand. */
  private offsetOf(path: readonly (string | number)[], isName: boolean): number {
    let node: Node | null = this.document.contents;
    let at = node?.range?.[0] ?? 0;
    for (const [index, step] of path.entries()) {
      const name = isMap(node)
        ? node.items.find(({ key }) => isScalar(key) && key.value === step)
        : undefined;
      if (isName && index === path.length - 1) return (name?.key as Node | undefined)?.range?.[0] ?? at;
      node = (isSeq(node) ? node.items[step as number] : name?.value) as Node | null;
      if (!node?.range) return at;
      at = node.range[0];
    }
    return at;
  }
}

function remedyOf(message: string): string {
  if (/unique/i.test(message)) return 'The member stands there twice; keep one of the two.';
  if (/tab/i.test(message)) return 'Indent with blanks, two for each level.';
  if (/alias/i.test(message)) return 'Write the value out, or name an anchor that stands before it.';
  return 'Mend the indentation, quotes and brackets here; a text with a colon, # or leading sign stands in quotes.';
}
