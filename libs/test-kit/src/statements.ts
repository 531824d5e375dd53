import pg from 'pg';
import { eventually } from './eventually.ts';

type Query = (this: pg.Client, asked: string | { readonly text?: string }, ...rest: unknown[]) => unknown;

/** Texts of all statements that this process sends to PostgreSQL while something is done. */
async function statementsDuring(work: () => Promise<unknown>): Promise<readonly string[]> {
  const prototype = pg.Client.prototype as unknown as { query: Query };
  const { query } = prototype;
  const texts: string[] = [];
  prototype.query = function counted(asked, ...rest) {
    texts.push(typeof asked === 'string' ? asked : (asked.text ?? ''));
    return query.call(this, asked, ...rest);
  };
  try {
    await work();
  } finally {
    prototype.query = query;
  }
  return texts;
}

/** Waits until two ways to ask have taken the same statements: what runs in the background may come between, a difference stays. */
export async function untilSameStatements(
  what: string,
  one: () => Promise<unknown>,
  other: () => Promise<unknown>,
): Promise<void> {
  await eventually(
    `${what} takes the same statements`,
    async () => [await statementsDuring(one), await statementsDuring(other)] as const,
    ([first, second]) => first.length > 0 && first.join('\n') === second.join('\n'),
  );
}
