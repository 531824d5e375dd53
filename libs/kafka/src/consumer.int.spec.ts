import { testKafka, uniqueTopic } from '#libs/test-kit';
import { type Kafka, kafkaClient } from './client.ts';
import { AT_REST, groupConsumer } from './consumer.ts';
import { orderedProducer } from './producer.ts';

let kafka: Kafka;
let topic: string;
beforeAll(async () => {
  kafka = kafkaClient(await testKafka(), 'crash');
  topic = await uniqueTopic('crash', 1);
  const producer = orderedProducer(kafka);
  await producer.connect();
  await producer.send({ topic, messages: [{ partition: 0, value: 'cannot be handled' }] });
  await producer.disconnect();
});

/** @returns whether kafkajs starts the consumer again after its first crash */
async function startsAgain(groupId: string, isStoppedMeanwhile: boolean): Promise<boolean> {
  const consumer = groupConsumer(kafka, { groupId, ...AT_REST, retry: { retries: 0 } });
  const crashed = Promise.withResolvers<boolean>();
  let stopped: Promise<void> | undefined;
  consumer.on(consumer.events.CRASH, ({ payload }) => crashed.resolve(payload.restart));
  // kafkajs stops a crashed consumer first, and decides then.
  if (isStoppedMeanwhile) consumer.on(consumer.events.STOP, () => void (stopped ??= consumer.disconnect()));
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await consumer.run({ eachMessage: () => Promise.reject(new Error('cannot be handled')) });
  const restarts = await crashed.promise;
  await (stopped ?? consumer.disconnect());
  return restarts;
}

it.each([
  ['is started again', false, true],
  ['stays stopped when it is stopped meanwhile', true, false],
])('a consumer that has crashed %s', async (_story, isStoppedMeanwhile, restarts) => {
  expect(await startsAgain(`${topic}.${isStoppedMeanwhile}`, isStoppedMeanwhile)).toBe(restarts);
});
