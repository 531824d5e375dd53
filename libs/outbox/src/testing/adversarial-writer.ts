import { randomInt, randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { appendEvents, tellRelay } from '../append-events.ts';

export const hotKeys = ['k0', 'k1', 'k2', 'k3', 'k4'];

/** What the writers keep beside the outbox, in the same transactions: the truth to compare Kafka with. */
export const truthSql = `
  create table hot_key (key text primary key, n int not null default 0);
  create table written (event_id uuid primary key, key text not null, n int not null);
  insert into hot_key (key) select 'k' || i from generate_series(0, 4) i;
  grant select, insert, update on hot_key, written to public;`;

const chance = (percent: number): boolean => randomInt(100) < percent;
// sleeps: a writer that holds its locks for a while
const hold = (): Promise<unknown> => (chance(40) ? delay(randomInt(12)) : Promise.resolve());

/** One writer: hot keys under row locks, random holds around every step, one rollback in five, until told to stop. */
export async function writeUntil(databaseUrl: string, stop: AbortSignal): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  let commits = 0;
  while (!stop.aborted) {
    await client.query('begin');
    if (chance(30)) await client.query('select pg_current_xact_id()').then(hold);
    // Locks in one order, so that writers wait but never deadlock.
    const keys = hotKeys.filter(() => chance(25));
    for (const key of keys) await writeKey(client, key);
    await hold();
    const rollback = chance(20);
    await client.query(rollback ? 'rollback' : 'commit');
    if (rollback || keys.length === 0) continue;
    await tellRelay(client);
    commits++;
  }
  await client.end();
  return commits;
}

async function writeKey(client: pg.Client, key: string): Promise<void> {
  const { rows } = await client.query<{ n: number }>(
    'update hot_key set n = n + 1 where key = $1 returning n',
    [key],
  );
  const n = rows[0]?.n ?? 0;
  const id = randomUUID();
  await hold();
  await appendEvents(client, [{ id, key, payload: JSON.stringify({ id, key, n }) }]);
  await client.query('insert into written values ($1, $2, $3)', [id, key, n]);
}
