import pg from 'pg';
import { changeTopic } from '#libs/contracts';
import type { IsolatedStack } from '../local/isolated-stack.ts';

const topic = changeTopic('residents');

/** As a restore from the wrong backup would: the operators' projection forgets some records. */
export async function loseRecords(stack: IsolatedStack, recordIds: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: stack.databases.operator.migratorUrl });
  await client.connect();
  try {
    await client.query(
      `with lost as (
         delete from record_version v using projection p
         where p.topic = $1 and v.generation = p.generation and v.record_id = any($2::uuid[])
         returning v.generation)
       update projection_generation g set records = g.records - l.count
       from (select generation, count(*) from lost group by generation) l where l.generation = g.id`,
      [topic, recordIds],
    );
  } finally {
    await client.end();
  }
}
