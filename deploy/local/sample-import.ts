import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { LocalFailure } from '#libs/local-services';

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
  /** Access token of the register's officer client. */
  readonly token: string;
  /** NDJSON. */
  readonly file: string;
  /** Line format; the register's own when absent. */
  readonly format?: string;
  readonly onProgress: (text: string) => void;
}

/** Sends a file to a register's `POST /v1/imports` and reads its report while it arrives. */
export async function importFile({
  url,
  token,
  file,
  format,
  onProgress,
}: ImportOrder): Promise<ImportSummary> {
  const query = format === undefined ? '' : `?format=${format}`;
  const response = await fetch(`${url}/v1/imports${query}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' },
    body: Readable.toWeb(createReadStream(file)),
    duplex: 'half',
  });
  if (!response.ok || !response.body) {
    throw new LocalFailure(`${url}/v1/imports answered ${response.status}: ${await response.text()}`);
  }
  let summary: ImportSummary | undefined;
  const body = Readable.fromWeb(response.body);
  for await (const line of createInterface({ input: body })) {
    const report = JSON.parse(line) as ReportLine;
    if (report.progress) onProgress(`${report.progress.lines} lines`);
    summary = report.summary ?? summary;
  }
  if (!summary)
    throw new LocalFailure(`${url}/v1/imports broke off before its summary; see the log of the register.`);
  return summary;
}
