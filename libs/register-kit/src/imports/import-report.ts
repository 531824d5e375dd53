import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import type { ErrorCode } from '#libs/contracts';
import { DomainError } from '#libs/service-kit';

const PROGRESS_LINES = 1_000;
const PROGRESS_MS = 1_000;
/** A client that reads only after it has sent everything must not come to a standstill over its error lines. */
const BUFFER_BYTES = 16 * 1024 * 1024;

export interface ImportCounts {
  lines: number;
  created: number;
  unchanged: number;
  failed: number;
}

/** Writes the NDJSON answer of an import: errors, progress now and then, a summary at the end. */
export class ImportReport {
  readonly output = new PassThrough({ highWaterMark: BUFFER_BYTES });
  readonly counts: ImportCounts = { lines: 0, created: 0, unchanged: 0, failed: 0 };
  private reportedLines = 0;
  private reportedAt = Date.now();

  constructor() {
    // The importer goes on without a reader; what it has read completely is committed.
    this.output.on('error', () => undefined);
  }

  count(outcome: 'created' | 'unchanged'): void {
    this.counts.lines += 1;
    this.counts[outcome] += 1;
  }

  /** One line per line at fault. It names the member and what to do, never the value. */
  async fail(line: number, error: unknown): Promise<void> {
    this.counts.lines += 1;
    this.counts.failed += 1;
    await this.write({ error: { line, ...describe(error) } });
  }

  async progress(): Promise<void> {
    const due =
      this.counts.lines - this.reportedLines >= PROGRESS_LINES || Date.now() - this.reportedAt >= PROGRESS_MS;
    if (!due) return;
    this.reportedLines = this.counts.lines;
    this.reportedAt = Date.now();
    await this.write({ progress: this.counts });
  }

  async end(): Promise<void> {
    await this.write({ summary: this.counts });
    this.output.end();
  }

  private async write(message: object): Promise<void> {
    if (this.output.destroyed || this.output.write(`${JSON.stringify(message)}\n`)) return;
    const gone = new AbortController();
    this.output.once('close', () => gone.abort());
    await once(this.output, 'drain', { signal: gone.signal }).catch(() => undefined);
  }
}

function describe(error: unknown): { code: ErrorCode; pointer: string; detail: string } {
  if (!(error instanceof DomainError)) {
    return {
      code: 'internal-error',
      pointer: '/',
      detail: 'The line could not be processed. It was logged.',
    };
  }
  const item = error.items?.[0];
  return {
    code: item?.code ?? error.code,
    pointer: item?.pointer ?? '/',
    detail: item?.detail ?? error.message,
  };
}
