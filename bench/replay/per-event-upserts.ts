import pg from 'pg';
import { groupConsumer, type Kafka } from '#libs/kafka';
import { applyRows } from '../../apps/operator/src/projections/projection.store.ts';
import { foldEvents } from '../../apps/operator/src/projections/record-version.rules.ts';
import { readChangeEvent } from '../../libs/contracts/src/index.ts';

/** Apart from those of any projection. */
const GENERATION = -1;

/**
 * The yardstick: a consumer as it is written first, `eachMessage` with one upsert per event and its offset committed
 * now and then, on the first events of the same topic.
 * @returns seconds
 */
export async function perEventUpserts(
  kafka: Kafka,
  adminUrl: string,
  topic: string,
  sample: number,
): Promise<number> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  const consumer = groupConsumer(kafka, { groupId: `per-event-${Date.now()}`, maxWaitTimeInMs: 100 });
  const { promise: finished, resolve } = Promise.withResolvers<void>();
  let done = 0;
  await consumer.connect();
  const begun = performance.now();
  await consumer.subscribe({ topic, fromBeginning: true });
  await consumer.run({
    autoCommitInterval: 1_000,
    eachMessage: async ({ message }) => {
      const event = readChangeEvent(message.value);
      if (done >= sample || !event) return;
      await applyRows(client, GENERATION, foldEvents([event]));
      done += 1;
      if (done >= sample) resolve();
    },
  });
  await finished;
  const seconds = (performance.now() - begun) / 1_000;
  await consumer.disconnect();
  await client.query('delete from record_version where generation = $1', [GENERATION]);
  await client.end();
  return seconds;
}
