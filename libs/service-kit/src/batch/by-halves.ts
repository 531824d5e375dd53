import { databaseTrouble } from '../errors/database-trouble.ts';

/**
 * Runs a batch whose items must not fail each other. When it fails, its halves run, until only the item that makes it
 * fail is left with an `Error`. A deadlock is tried once more with all; trouble of the database is nobody's fault, and
 * all get it: halving would only ask a database in trouble more often.
 * @param run answers in the order of the items, or throws and leaves nothing behind: one statement or one transaction
 */
export async function byHalves<I, O>(
  items: readonly I[],
  run: (items: readonly I[]) => Promise<readonly O[]>,
): Promise<readonly (O | Error)[]> {
  try {
    return await run(items);
  } catch (error) {
    const cause = error instanceof Error ? error : new Error('batch failed', { cause: error });
    if (items.length === 1 || databaseTrouble(error) !== undefined) return items.map(() => cause);
    const middle = items.length >> 1;
    const first = await byHalves(items.slice(0, middle), run);
    return [...first, ...(await byHalves(items.slice(middle), run))];
  }
}
