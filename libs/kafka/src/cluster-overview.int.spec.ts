import type { Admin } from 'kafkajs';
import { eventually, testKafka, uniqueTopic } from '#libs/test-kit';
import { kafkaClient, type Kafka } from './client.ts';
import { led } from './cluster.ts';
import { ClusterOverview, type TopicEnds } from './cluster-overview.ts';
import { commitAloud, groupConsumer } from './consumer.ts';
import { orderedProducer } from './producer.ts';

let kafka: Kafka;
let admin: Admin;
let overview: ClusterOverview;
beforeAll(async () => {
  kafka = kafkaClient(await testKafka(), 'overview');
  admin = kafka.admin();
  overview = new ClusterOverview(kafka);
  await Promise.all([admin.connect(), overview.connect()]);
});
afterAll(() => Promise.all([admin?.disconnect(), overview?.disconnect()]));

async function topicsOf(asked: ClusterOverview): Promise<readonly TopicEnds[]> {
  await asked.refresh();
  return asked.topics();
}

const RECORDED = [1_000, 2_000, 3_000];

async function write(topic: string): Promise<void> {
  const producer = orderedProducer(kafka);
  await producer.connect();
  const messages = RECORDED.map((timestamp) => ({ partition: 1, value: '{}', timestamp: `${timestamp}` }));
  await producer.send({ topic, messages, acks: -1 });
  await producer.disconnect();
}

describe('an overview of the cluster', () => {
  it('says of each topic what is kept, also of one that was made or cut since the last look', async () => {
    await topicsOf(overview);
    const topic = await uniqueTopic('overview', 2);
    const look = async () => (await topicsOf(overview)).find((each) => each.topic === topic)?.partitions;
    expect(await look()).toEqual([
      { partition: 0, earliest: '0', end: '0' },
      { partition: 1, earliest: '0', end: '0' },
    ]);
    await write(topic);
    // kafkajs deletes only from topics that this client has asked about before.
    await admin.fetchTopicOffsets(topic);
    await admin.deleteTopicRecords({ topic, partitions: [{ partition: 1, offset: '2' }] });
    expect((await look())?.[1]).toEqual({ partition: 1, earliest: '2', end: '3' });
    // Other suites make topics of the same broker between the two answers.
    await eventually(
      'no topic lacks, and none is too much',
      async () => [(await topicsOf(overview)).map((each) => each.topic), (await admin.listTopics()).sort()],
      ([told, there]) => String(told) === String(there),
    );
  });

  it('leaves out what has no leader or cannot be told, and keeps the rest', async () => {
    const [one, none] = [
      { partitionId: 0, leader: 1 },
      { partitionId: 1, leader: -1 },
    ];
    const told = [
      { topic: 'a', topicErrorCode: 0, partitionMetadata: [one, none] },
      { topic: 'b', topicErrorCode: 3, partitionMetadata: [] },
    ];
    const kept = { topic: 'a', topicErrorCode: 0, partitionMetadata: [one] };
    expect(led({ topicMetadata: told })).toEqual({ topicMetadata: [kept] });
    // A broker answers with an error for a topic that there is not, as it does for a partition without a leader.
    const asked = new ClusterOverview(kafka);
    await asked.connect();
    const { cluster } = asked as unknown as { cluster: { addTargetTopic(topic: string): Promise<void> } };
    await cluster.addTargetTopic('no.such.topic');
    expect(await topicsOf(asked)).toEqual([]);
    await asked.disconnect();
  });

  it('finds the first event that is as young as an instant', async () => {
    const topic = await uniqueTopic('overview', 2);
    await write(topic);
    await overview.refresh();
    const found = await Promise.all(
      [500, 2_000, 2_001, 3_001].map((at) => overview.offsetsAt(topic, [1], at)),
    );
    expect(found.map((offsets) => [...offsets])).toEqual([[[1, 0n]], [[1, 1n]], [[1, 2n]], [[1, -1n]]]);
  });

  it('says of each group who is in it, and how far it has read', async () => {
    const topic = await uniqueTopic('overview', 2);
    await write(topic);
    const consumer = groupConsumer(kafka, { groupId: topic });
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    const reading = new Promise<void>((resolve) => {
      consumer.on(consumer.events.FETCH_START, () => resolve());
    });
    await consumer.run({ autoCommit: false, eachMessage: () => Promise.resolve() });
    await reading;
    await commitAloud(consumer, [{ topic, partition: 1, offset: '2' }]);
    await overview.refresh();
    const look = async () => (await overview.groups()).find(({ group }) => group === topic);
    const seen = await look();
    expect(seen).toMatchObject({ state: 'Stable', members: 1 });
    const committed = seen!.committed.find((each) => each.topic === topic)?.partitions;
    expect(committed?.find(({ partition }) => partition === 1)?.offset).toBe('2');
    await consumer.disconnect();
    expect(await look()).toMatchObject({ state: 'Empty', members: 0 });
  });

  it('tells groups apart that are asked about at once, of any length of name', async () => {
    const topic = await uniqueTopic('overview', 3);
    const groups = [`${topic}.a`, `${topic}.Straße.${'x'.repeat(150)}`, `${topic}.none`];
    for (const [at, groupId] of groups.entries())
      await admin.setOffsets({ groupId, topic, partitions: [{ partition: at, offset: `${at + 7}` }] });
    await overview.refresh();
    const found = (await overview.groups()).filter(({ group }) => group.startsWith(topic));
    expect(found.map(({ group, committed }) => [group, committed])).toEqual(
      groups
        .toSorted((a, b) => a.localeCompare(b))
        .map((group) => {
          const at = groups.indexOf(group);
          const partitions = [{ partition: at, offset: `${at + 7}`, errorCode: 0 }];
          return [group, [{ topic, partitions }]];
        }),
    );
  });
});
