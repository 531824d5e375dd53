import { readFile } from 'node:fs/promises';
import { marked } from 'marked';
import { errorCodes } from '#libs/contracts';

/** docs/problems of the source tree, or its copy in the build. */
const folder = new URL('../../../../docs/problems/', import.meta.url);
const known: ReadonlySet<string> = new Set(errorCodes);

/** The page a problem's `type` resolves to, as HTML; `undefined` for a code that does not exist. */
export async function problemPage(code: string): Promise<string | undefined> {
  if (!known.has(code)) return undefined;
  const markdown = await readFile(new URL(`${code}.md`, folder), 'utf8');
  const body = await marked.parse(markdown);
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${code} – Einmal</title><style>
body{font:1.05rem/1.6 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b}
pre{background:#f3f3f3;padding:1rem;overflow:auto}</style></head><body>${body}</body></html>`;
}
