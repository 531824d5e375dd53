import { randomBytes } from 'node:crypto';
import { type EachBatchPayload, groupConsumer, type Kafka, type Message, orderedProducer } from '#libs/kafka';

const REQUEST = 1_000;

/**
 * The yardstick: kafkajs as its documentation shows it, `eachBatch` into `send`, without selection, marks, transaction,
 * checkpoint, rate limit or proof. Requests of a thousand, because kafkajs copies quadratically within a request.
 * @param target absent: the events are only read
 * @returns seconds
 */
export async function rawCopy(
  kafka: Kafka,
  source: string,
  events: number,
  target?: string,
): Promise<number> {
  const groupId = `raw-${randomBytes(6).toString('hex')}`;
  const consumer = groupConsumer(kafka, {
    groupId,
    maxWaitTimeInMs: 100,
    maxBytesPerPartition: 2 * 1024 * 1024,
  });
  const producer = orderedProducer(kafka);
  const { promise: finished, resolve } = Promise.withResolvers<void>();
  let copied = 0;
  const copy = async ({ batch }: EachBatchPayload): Promise<void> => {
    const messages: Message[] = batch.messages.map(({ key, value }) => ({
      key,
      value,
      headers: { 'content-type': 'application/cloudevents+json' },
    }));
    if (target !== undefined) await produce(target, messages);
    copied += messages.length;
    if (copied >= events) resolve();
  };
  const produce = async (topic: string, messages: readonly Message[]): Promise<void> => {
    for (let start = 0; start < messages.length; start += REQUEST) {
      await producer.send({ topic, acks: -1, messages: messages.slice(start, start + REQUEST) });
    }
  };
  await producer.connect();
  await consumer.connect();
  const begun = performance.now();
  await consumer.subscribe({ topic: source, fromBeginning: true });
  await consumer.run({ eachBatch: copy });
  await finished;
  const seconds = (performance.now() - begun) / 1_000;
  await consumer.disconnect();
  await producer.disconnect();
  return seconds;
}
