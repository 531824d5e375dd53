import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { LocalFailure } from '#libs/local-services';
import type { LinesByAuthority } from './sample-split.ts';
import { toolFetch } from './tls/tool-fetch.ts';

export interface ImportSummary {
  readonly lines: number;
  readonly created: number;
  readonly unchanged: number;
  readonly failed: number;
}

interface ReportLine {
  readonly progress?: ImportSummary;
  readonly summary?: ImportSummary;
}

export interface ImportOrder {
  /** Base URL of the register. */
  readonly url: string;
  /** Access token of a client that registers records for an authority; for its own where none is named. */
  readonly tokenFor: (authority: string | undefined) => Promise<string>;
  readonly lines: LinesByAuthority;
  /** Line format; the register's own when absent. */
  readonly format?: string;
  readonly onProgress: (text: string) => void;
}

/** Imports that run at once: most are of a few lines, so that their tokens take the time. */
const AT_ONCE = 6;

/** Lines between two words of progress. */
const TOLD_EVERY = 250;

const nothing: ImportSummary = { lines: 0, created: 0, unchanged: 0, failed: 0 };

const sum = (one: ImportSummary, other: ImportSummary): ImportSummary => ({
  lines: one.lines + other.lines,
  created: one.created + other.created,
  unchanged: one.unchanged + other.unchanged,
  failed: one.failed + other.failed,
});

/** Sends each authority's lines with a token of its own, as it would do itself. */
export async function importLines({
  url,
  tokenFor,
  lines,
  format,
  onProgress,
}: ImportOrder): Promise<ImportSummary> {
  const left = [...lines];
  let total = nothing;
  let told = 0;
  const tell = (done: ImportSummary): void => {
    if (done.lines < told + TOLD_EVERY) return;
    told = done.lines;
    onProgress(`${done.lines} lines`);
  };
  const work = async (): Promise<void> => {
    for (let next = left.shift(); next; next = left.shift()) {
      const [authority, some] = next;
      const before = () => total;
      const summary = await send(url, await tokenFor(authority), some, format, (done) =>
        tell(sum(before(), done)),
      );
      total = sum(total, summary);
      tell(total);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return total;
}

/** Sends lines to a register's `POST /v1/imports` and reads its report while it arrives. */
async function send(
  url: string,
  token: string,
  lines: readonly string[],
  format: string | undefined,
  onProgress: (done: ImportSummary) => void,
): Promise<ImportSummary> {
  const query = format === undefined ? '' : `?format=${format}`;
  const response = await toolFetch(`${url}/v1/imports${query}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' },
    body: Readable.toWeb(Readable.from(lines.map((line) => Buffer.from(`${line}\n`)))),
    duplex: 'half',
  });
  if (!response.ok || !response.body) {
    throw new LocalFailure(`${url}/v1/imports answered ${response.status}: ${await response.text()}`);
  }
  let summary: ImportSummary | undefined;
  const body = Readable.fromWeb(response.body);
  for await (const line of createInterface({ input: body })) {
    const report = JSON.parse(line) as ReportLine;
    if (report.progress) onProgress(report.progress);
    summary = report.summary ?? summary;
  }
  if (!summary)
    throw new LocalFailure(`${url}/v1/imports broke off before its summary; see the log of the register.`);
  return summary;
}
