import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { Repairable } from '../findings.sql.ts';
import { repair } from '../repair.ts';

/** What a run says, and what it says it of: `<id> <kind>`. */
export async function runRepair(url: string, name: Repairable, dryRun: boolean) {
  const lines: string[] = [];
  const say = (line: string): void => void lines.push(line);
  const tally = await repair(url, name, { dryRun, say, onProgress: say });
  return { lines, tally, found: lines.map((line) => line.split(/ +/).slice(1, 3).join(' ')).toSorted() };
}

const columnName = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Puts a record straight into its table, past what would refuse it. */
export async function plant(
  pool: pg.Pool,
  table: string,
  record: object,
  changes: object = {},
): Promise<string> {
  const id = randomUUID();
  const members: [string, unknown][] = Object.entries({ ...record, ...changes, id });
  const row = Object.fromEntries(members.map(([name, value]) => [columnName(name), value]));
  const columns = Object.keys(row).join(', ');
  await pool.query(
    `insert into ${table} (${columns}) select ${columns} from jsonb_populate_record(null::${table}, $1)`,
    [JSON.stringify(row)],
  );
  return id;
}
