import pg from 'pg';
import { ALL_AUTHORITIES } from '#libs/register-kit';
import { row } from '#libs/terminal';
import { inspections, type Kind, pageSql, remedies, type Repairable } from './findings.sql.ts';
import { mendLocksSql } from './mend-locks.sql.ts';

const PAGE_ROWS = 1_000;
const PROGRESS_ROWS = 20_000;
const GROUND = 'npm run repair: locks that a list inside the list or a column alone held';

export interface RepairOptions {
  readonly dryRun: boolean;
  /** One line for who reads the result: ids and kinds, never a value. */
  readonly say: (line: string) => void;
  readonly onProgress: (text: string) => void;
}

export interface Tally {
  readonly rows: number;
  readonly mended: number;
  /** What is left for somebody to do, or would be mended without the dry run. */
  readonly left: number;
}

interface Row {
  readonly id: string;
  readonly kinds: readonly Kind[];
}

/** Looks at every record of one database, page by page, and mends what can be known, one transaction per record. */
export async function repair(url: string, database: Repairable, options: RepairOptions): Promise<Tally> {
  const client = new pg.Client({ connectionString: url, application_name: 'einmal repair' });
  await client.connect();
  try {
    await client.query(`select set_config('einmal.authorities', $1, false)`, [ALL_AUTHORITIES]);
    return await inspect(client, database, options);
  } finally {
    await client.end();
  }
}

async function inspect(
  client: pg.Client,
  database: Repairable,
  { dryRun, say, onProgress }: RepairOptions,
): Promise<Tally> {
  const sql = pageSql(inspections[database]);
  const tally = { rows: 0, mended: 0, left: 0 };
  let last: string | null = null;
  for (;;) {
    const { rows }: { rows: Row[] } = await client.query<Row>(sql, [last, PAGE_ROWS]);
    for (const { id, kinds } of rows) {
      const mends = !dryRun && kinds.some((kind) => remedies[kind].mended);
      if (mends) await mendLocks(client, id);
      for (const kind of kinds) {
        const mended = mends && remedies[kind].mended;
        tally[mended ? 'mended' : 'left'] += 1;
        say(line(database, id, kind, mended ? `closed: ${remedies[kind].remedy}` : toDo(kind)));
      }
    }
    tally.rows += rows.length;
    if (rows.length < PAGE_ROWS) return tally;
    if (tally.rows % PROGRESS_ROWS === 0) onProgress(`${database}: ${tally.rows} records looked at`);
    last = rows.at(-1)?.id ?? null;
  }
}

async function mendLocks(client: pg.Client, id: string): Promise<void> {
  await client.query('begin');
  try {
    await client.query('select from residents where id = $1 for update', [id]);
    await client.query(mendLocksSql, [id, GROUND]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}

const toDo = (kind: Kind): string => {
  const { mended, remedy } = remedies[kind];
  return mended ? `would be closed: ${remedy}` : remedy;
};

/** Of database, record, kind and what was or is to be done. */
export const line = row([9, 36, 20]);
