import { whileHeld } from '#libs/test-kit';

/** A row that steps have to lock. */
export interface Row {
  readonly url: string;
  readonly table: 'dead_letter' | 'replay';
  readonly id: string;
}

/**
 * Lets steps meet: each has judged what it found and waits for the row before the next one begins; then the first goes on.
 * @param between what happens while all of them wait
 */
export function meetAt<T>(
  { url, table, id }: Row,
  steps: readonly (() => Promise<T>)[],
  between: () => Promise<unknown> = () => Promise.resolve(),
): Promise<readonly T[]> {
  const lock = { text: `select from ${table} where id = $1 for update`, values: [id] };
  return whileHeld(url, lock, async ({ waitedFor, letGo }) => {
    const answers: Promise<T>[] = [];
    for (const step of steps) {
      answers.push(step());
      await waitedFor(answers.length);
    }
    await between();
    await letGo();
    return Promise.all(answers);
  });
}
