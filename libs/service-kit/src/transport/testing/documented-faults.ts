import { readFileSync } from 'node:fs';

interface Row {
  readonly input: string;
  readonly sentence: string;
  readonly setting: string;
}

/** A table of docs/secure.md: what is wrong, the sentence, the setting. Each suite proves the one of its part. */
export class DocumentedFaults {
  private readonly met = new Set<string>();
  private readonly rows: readonly Row[];

  /** @param part the heading above the table */
  constructor(part: string) {
    const [, after = ''] = readFileSync('docs/secure.md', 'utf8').split(`\n### ${part}\n`);
    const [table = ''] = after.split(/^#/m);
    this.rows = [...table.matchAll(/^\| ([^|]+?) +\| “([^|]+)” +\| `([A-Z_]+)` +\|$/gm)].map(
      ([, input = '', sentence = '', setting = '']) => ({ input, sentence, setting }),
    );
  }

  /** The sentence that is documented for it. */
  sentenceFor(input: string): string {
    this.met.add(input);
    return this.rows.find((row) => row.input === input)?.sentence ?? `no row for: ${input}`;
  }

  /** The last assertion of a suite: all of the table was met, and each sentence names its setting. */
  expectAllMet(): void {
    expect(this.rows.map(({ input }) => input).toSorted()).toEqual([...this.met].toSorted());
    for (const { sentence, setting } of this.rows) expect(sentence).toContain(setting);
  }
}
