import type { DisclosureRow } from './disclosure.store.ts';

interface ExportForm {
  /** Rows of a whole page; a shorter one is the last. */
  readonly lastAfter: number;
  readonly toText: (row: DisclosureRow) => string;
}

/** The text of a `DisclosureExportDto`, page by page: as little is held as a page has. */
export async function* exportOf(
  page: (after: string | undefined) => Promise<readonly DisclosureRow[]>,
  { lastAfter, toText }: ExportForm,
): AsyncGenerator<string> {
  let after: string | undefined;
  let rows = await page(after);
  yield `{"exportedAt":${JSON.stringify(new Date().toISOString())},"disclosures":[`;
  for (;;) {
    if (rows.length > 0) yield `${after === undefined ? '' : ','}${rows.map(toText).join()}`;
    if (rows.length < lastAfter) break;
    after = rows.at(-1)?.id;
    rows = await page(after);
  }
  yield ']}';
}
