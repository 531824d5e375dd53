import { ClusterOverview, type Kafka, kafkaClient, keyedProducer, withAdmin } from '#libs/kafka';
import { Background } from '#libs/service-kit';
import { eventually, testKafka, uniqueTopic } from '#libs/test-kit';
import { BrokerClient } from './broker.client.ts';

const real = Object.getOwnPropertyDescriptor(ClusterOverview.prototype, 'offsetsAt') as {
  readonly value: (
    this: ClusterOverview,
    topic: string,
    partitions: readonly number[],
    time: number,
  ) => ReturnType<ClusterOverview['offsetsAt']>;
};
let kafka: Kafka;
let background: Background;
beforeAll(async () => {
  kafka = kafkaClient(await testKafka(), 'broker-client');
  background = new Background();
});
afterAll(async () => {
  Object.defineProperty(ClusterOverview.prototype, 'offsetsAt', real);
  await background.onApplicationShutdown();
});

/** A topic with an event that its group has not read. */
async function lagging(): Promise<string> {
  const topic = await uniqueTopic('broker-client', 1);
  const producer = keyedProducer(kafka);
  await producer.connect();
  await producer.send({ topic, messages: [{ value: '{}' }], acks: -1 });
  await producer.disconnect();
  await withAdmin(kafka, (admin) =>
    admin.setOffsets({ groupId: topic, topic, partitions: [{ partition: 0, offset: '0' }] }),
  );
  return topic;
}

const deleted = (topic: string): Promise<unknown> =>
  withAdmin(kafka, async (admin) => {
    await admin.deleteTopics({ topics: [topic] });
    return eventually(
      'the topic is gone',
      () => admin.listTopics(),
      (topics) => !topics.includes(topic),
    );
  });

it('keeps the picture of all other topics when one vanishes while it is taken', async () => {
  const [gone, kept] = [await lagging(), await lagging()];
  let asked = 0;
  // Topics and groups were told; before Kafka is asked for the age of its oldest event, the topic goes.
  ClusterOverview.prototype.offsetsAt = async function (topic, ...rest) {
    if (topic === gone && (asked += 1) === 1) await deleted(gone);
    return real.value.call(this, topic, ...rest);
  };
  const { topics, groups } = await new BrokerClient(kafka, background).read();
  expect(asked).toBeGreaterThan(0);
  const names = topics.map(({ name }) => name);
  expect([names.includes(gone), names.includes(kept)]).toEqual([false, true]);
  expect(groups.find(({ name }) => name === kept)).toMatchObject({ lagEvents: 1 });
});
