import pg from 'pg';
import { eventually } from '#libs/test-kit';

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
export async function meetAt<T>(
  { url, table, id }: Row,
  steps: readonly (() => Promise<T>)[],
  between: () => Promise<unknown> = () => Promise.resolve(),
): Promise<readonly T[]> {
  // In its transaction the holder would see the others as they were at first.
  const [holder, watcher] = [
    new pg.Client({ connectionString: url }),
    new pg.Client({ connectionString: url }),
  ];
  await Promise.all([holder.connect(), watcher.connect()]);
  try {
    await holder.query('begin');
    await holder.query(`select from ${table} where id = $1 for update`, [id]);
    const answers: Promise<T>[] = [];
    for (const step of steps) {
      answers.push(step());
      await eventually(
        `${answers.length} wait for the row`,
        () =>
          watcher.query(
            `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
          ),
        ({ rowCount }) => (rowCount ?? 0) >= answers.length,
      );
    }
    await between();
    await holder.query('rollback');
    return await Promise.all(answers);
  } finally {
    await Promise.all([holder.end(), watcher.end()]);
  }
}
