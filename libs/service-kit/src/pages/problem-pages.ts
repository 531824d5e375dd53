import { readFile } from 'node:fs/promises';
import { marked } from 'marked';
import { errorCodes } from '#libs/contracts';
import { problemKinds } from '../errors/index.ts';
import { escapeHtml } from './page.ts';

/** docs/problems of the source tree, or its copy in the build. */
const folder = new URL('../../../../docs/problems/', import.meta.url);
const known: ReadonlySet<string> = new Set(errorCodes);

/** The page a problem's `type` resolves to, as HTML; `undefined` for a code that does not exist. */
export async function problemPage(code: string): Promise<string | undefined> {
  if (!known.has(code)) return undefined;
  const markdown = await readFile(new URL(`${code}.md`, folder), 'utf8');
  return `${await marked.parse(markdown)}<p><a href="/problems">All problems</a></p>`;
}

export interface ProblemEntry {
  readonly code: string;
  readonly status: number;
  readonly title: string;
}

/** Every problem of every service, in the order of the codes. */
export const problemIndex: readonly ProblemEntry[] = errorCodes.map((code) => ({
  code,
  ...problemKinds[code],
}));

/** The same to read. */
export function problemList(): string {
  const entries = problemIndex.map(
    ({ code, status, title }) =>
      `<dt><a href="/problems/${code}"><code>${code}</code></a> ${status}</dt><dd>${escapeHtml(title)}</dd>`,
  );
  return `<h1>Problems</h1><p>Every refusal is a problem (RFC 9457) of one of these types.</p><dl>${entries.join('')}</dl>`;
}
