/**
 * A relay as a process of its own, so that a test can kill it without warning. Arguments: database, brokers, topic,
 * rows per batch.
 */
import { kafkaClient } from '#libs/kafka';
import { Relay } from '../relay.ts';

const [databaseUrl, brokers, topic, batchSize] = process.argv.slice(2);
if (!databaseUrl || !brokers || !topic)
  throw new Error('Expected: database URL, brokers, topic, batch size.');

const kafka = kafkaClient(brokers, 'relay-process');
const relay = new Relay({
  databaseUrl,
  kafka,
  topic,
  batchSize: Number(batchSize),
  report: (notice) => process.stdout.write(`${JSON.stringify(notice)}\n`),
});
relay.start();
process.once('SIGTERM', () => void relay.stop().then(() => process.exit(0)));
