import { randomBytes } from 'node:crypto';
import { type Kafka, kafkaClient, Partitioners, type PartitionerArgs, ProduceRefused } from '#libs/kafka';
import { type CollectedEvent, collectEvents, testKafka, uniqueTopic } from '#libs/test-kit';
import { Publisher } from './publisher.ts';

const text = (length: number): string => randomBytes(length).toString('base64url').slice(0, length);

/** A new topic's leaders may not know yet that they lead; the relay begins a new term then. */
async function ready(kafka: Kafka, topic: string): Promise<Publisher> {
  for (;;) {
    const publisher = new Publisher(kafka, topic);
    await publisher.open();
    const everywhere = Array.from({ length: 100 }, (_, n) => ({ key: `probe-${n}`, payload: '{}' }));
    try {
      await publisher.publish(publisher.prepare(everywhere));
      return publisher;
    } catch (error) {
      await publisher.close();
      if (!(error instanceof ProduceRefused)) throw error;
    }
  }
}

it('brings rows of any size to the partition of their key, in order, as structured CloudEvents', async () => {
  const topic = await uniqueTopic('outbox.publisher');
  const kafka = kafkaClient(await testKafka(), 'publisher');
  const rows = [0, 1, 10, 63, 64, 127, 128, 8_191, 8_192, 60_000, 300_000, 400_000, 400_000, 5].map(
    (length, n) => ({
      key: n % 3 === 0 ? 'Straße' : `key-${n % 4}`,
      payload: JSON.stringify({ n, filler: text(length), letters: 'äöüß€😀' }),
    }),
  );
  const publisher = await ready(kafka, topic);
  await publisher.publish(publisher.prepare(rows));
  await publisher.publish(publisher.prepare(rows.slice(0, 5)));
  await publisher.close();

  const collector = await collectEvents(topic);
  const all = [...rows, ...rows.slice(0, 5)];
  const arrived = (): readonly CollectedEvent[] =>
    collector.events.filter(({ key }) => key?.startsWith('probe') !== true);
  await collector.until(() => arrived().length >= all.length);
  await collector.stop();
  for (const key of new Set(all.map((row) => row.key))) {
    const seen = arrived()
      .filter((event) => event.key === key)
      .map(({ value }) => value);
    expect(seen).toEqual(all.filter((row) => row.key === key).map((row) => JSON.parse(row.payload)));
  }
  const partitionMetadata = Array.from({ length: 12 }, (_, partitionId) => ({ partitionId }));
  const theirs = Partitioners.DefaultPartitioner();
  for (const { key, partition, headers } of arrived()) {
    const asked = { topic, partitionMetadata, message: { key, value: '' } } as unknown as PartitionerArgs;
    expect(partition).toBe(theirs(asked));
    expect(headers).toEqual({ 'content-type': 'application/cloudevents+json' });
  }
});

it('says which error the broker answered with', async () => {
  const topic = await uniqueTopic('outbox.publisher');
  const kafka = kafkaClient(await testKafka(), 'publisher');
  const publisher = await ready(kafka, topic);
  const tooLarge = [{ key: 'k', payload: JSON.stringify({ filler: text(2 << 20) }) }];
  const MESSAGE_TOO_LARGE = 10;
  await expect(publisher.publish(publisher.prepare(tooLarge))).rejects.toMatchObject({
    code: MESSAGE_TOO_LARGE,
  });
  await publisher.close();
});

it('refuses a Kafka client whose inside it does not know', () => {
  expect(() => new Publisher({} as Kafka, 'topic')).toThrow(/kafkajs 2\.2\.4/);
});
