import { closeSync, openSync, renameSync, writeSync } from 'node:fs';

const FLUSH_CHARACTERS = 1 << 18;

/** An NDJSON file that gets its name only when it is complete; holds at most a few hundred kilobytes in memory. */
export class LineFile {
  private readonly descriptor: number;
  private pending = '';
  private count = 0;

  constructor(private readonly path: string) {
    this.descriptor = openSync(`${path}.part`, 'w');
  }

  get lines(): number {
    return this.count;
  }

  append(record: object): void {
    this.pending += `${JSON.stringify(record)}\n`;
    this.count++;
    if (this.pending.length >= FLUSH_CHARACTERS) this.flush();
  }

  close(): void {
    this.flush();
    closeSync(this.descriptor);
    renameSync(`${this.path}.part`, this.path);
  }

  private flush(): void {
    let rest = Buffer.from(this.pending, 'utf8');
    while (rest.length > 0) rest = rest.subarray(writeSync(this.descriptor, rest));
    this.pending = '';
  }
}
