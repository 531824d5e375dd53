/** One relay as a process of its own. Arguments: `ours` or a rival, database URL, brokers, topic. Ends on SIGTERM. */
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { kafkaClient, orderedProducer } from '#libs/kafka';
import { Relay, type RelayNotice } from '#libs/outbox';
import { type Rival, rivals, rivalSource } from './rival-relays.ts';

const [kind = '', databaseUrl = '', brokers = '', topic = ''] = process.argv.slice(2);
const kafka = kafkaClient(brokers, kind);
const BATCH = 1_000;
const PAUSE_MS = 1.5;
const contentType = { 'content-type': 'application/cloudevents+json' };

if (kind === 'ours') runOurs();
else if (rivals.includes(kind as Rival)) await runRival(kind as Rival);
else throw new Error(`There is no relay "${kind}".`);

function runOurs(): void {
  const report = (notice: RelayNotice): void => {
    if (notice.kind === 'failed') process.stderr.write(`the relay failed: ${String(notice.error)}\n`);
  };
  const relay = new Relay({ databaseUrl, kafka, topic, report });
  relay.start();
  process.once('SIGTERM', () => void relay.stop().then(() => process.exit(0)));
}

async function runRival(rival: Rival): Promise<void> {
  const source = rivalSource(rival);
  const producer = orderedProducer(kafka);
  const client = new Client({ connectionString: databaseUrl });
  const stopping = new AbortController();
  process.once('SIGTERM', () => stopping.abort());
  await Promise.all([client.connect(), producer.connect()]);
  await client.query('set synchronous_commit = off; set jit = off');
  await source.resume(client);
  while (!stopping.signal.aborted) {
    const found = await source.next(client, BATCH, async (rows) => {
      if (rows.length === 0) return;
      await producer.send({
        topic,
        acks: -1,
        messages: rows.map(({ key, payload }) => ({ key, value: payload, headers: contentType })),
      });
    });
    if (found === 0) await delay(PAUSE_MS);
  }
  await Promise.all([client.end(), producer.disconnect()]);
}
