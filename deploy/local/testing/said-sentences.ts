import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../repository.ts';

/** A table of docs/operate.md: what is wrong, and the sentence that is said of it. Each suite proves one table. */
export class SaidSentences {
  private readonly rows: ReadonlyMap<string, string>;
  private readonly met = new Set<string>();

  /** @param part the heading above the table */
  constructor(part: string) {
    const page = readFileSync(join(root, 'docs/operate.md'), 'utf8');
    const [, after = ''] = page.split(`\n### ${part}\n`);
    const [table = ''] = after.split(/^#/m);
    const rows = table.matchAll(/^\| ([^|]+?) +\| “(.+?)” +\|/gm);
    this.rows = new Map([...rows].map(([, fault = '', said = '']) => [fault, said.replaceAll('`', '')]));
  }

  /** The whole sentence, with these names in it; `…` stands for anything. */
  of(fault: string, names: Readonly<Record<string, string>> = {}): RegExp {
    this.met.add(fault);
    const said = this.rows.get(fault) ?? `docs/operate.md has no row for: ${fault}`;
    const named = said.replaceAll(/<([A-Z]+)>/g, (written, name: string) => names[name] ?? written);
    const pattern = named.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`).replaceAll('…', '.+');
    return new RegExp(`^${pattern}$`);
  }

  /** The last assertion of a suite. */
  expectAllMet(): void {
    expect([...this.rows.keys()].toSorted()).toEqual([...this.met].toSorted());
  }
}
