import { exportOf } from './disclosure-export.ts';
import type { DisclosureRow } from './disclosure.store.ts';

const rowsOf = (...ids: readonly string[]) => ids.map((id) => ({ id }) as DisclosureRow);
const form = { lastAfter: 2, toText: ({ id }: DisclosureRow) => JSON.stringify({ lookupId: id }) };

async function textOf(
  pages: readonly (readonly DisclosureRow[])[],
): Promise<[string, (string | undefined)[]]> {
  const asked: (string | undefined)[] = [];
  let text = '';
  const page = (after: string | undefined) =>
    Promise.resolve(pages[asked.push(after) - 1] as readonly DisclosureRow[]);
  for await (const part of exportOf(page, form)) text += part;
  return [text, asked];
}

describe('the export of a data trail', () => {
  it.each([
    ['no row', [[]], [undefined], []],
    ['one page', [rowsOf('a')], [undefined], ['a']],
    ['a whole page and nothing after it', [rowsOf('a', 'b'), []], [undefined, 'b'], ['a', 'b']],
    ['several pages', [rowsOf('a', 'b'), rowsOf('c')], [undefined, 'b'], ['a', 'b', 'c']],
  ])('of %s is one JSON document', async (_story, pages, cursors, ids) => {
    const [text, asked] = await textOf(pages);
    expect(asked).toEqual(cursors);
    expect(JSON.parse(text)).toEqual({
      exportedAt: expect.any(String),
      disclosures: ids.map((lookupId) => ({ lookupId })),
    });
  });
});
