import pg from 'pg';
import type { ChangeEvent } from '#libs/contracts';
import { groupConsumer, type Kafka } from '#libs/kafka';
import type { ConsumerSettings } from './consume.ts';
import { effectSql, followedSql } from './tables.migration.ts';

/**
 * What a service would write without the inbox: kafkajs as it comes, one transaction for each event, which remembers the
 * event and has its effect.
 * @param finished called after each event
 */
export async function consumePlainly(
  kafka: Kafka,
  { databaseUrl, topic, group, partitionsAtOnce, isAboutNobody }: ConsumerSettings,
  finished: () => void,
): Promise<void> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: partitionsAtOnce });
  const consumer = groupConsumer(kafka, { groupId: group });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await consumer.run({
    partitionsConsumedConcurrently: partitionsAtOnce,
    eachMessage: async ({ message }) => {
      const event = JSON.parse(String(message.value)) as ChangeEvent;
      const client = await pool.connect();
      try {
        await client.query('begin');
        await handle(client, event);
        await client.query('commit');
      } finally {
        client.release();
      }
      finished();
    },
  });

  async function handle(client: pg.PoolClient, { id, subject }: ChangeEvent): Promise<void> {
    const remember = 'insert into handled (event_id) values ($1) on conflict do nothing';
    const { rowCount } = await client.query(remember, [id]);
    if (rowCount === 0) return;
    if (isAboutNobody && (await client.query(followedSql, [subject])).rowCount === 0) return;
    await client.query(effectSql, [id, subject]);
  }
}
