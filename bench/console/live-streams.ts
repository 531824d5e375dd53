import {
  addTopics,
  AT_REST,
  commitAloud,
  type Consumer,
  groupConsumer,
  type Kafka,
  kafkaClient,
  type KafkaLogin,
  orderedProducer,
  type Producer,
  withAdmin,
} from '#libs/kafka';
import { CHANGE_TOPIC_PARTITIONS } from '#libs/contracts';
import { Repeating } from './repeating.ts';

const FILL = 1_000;
const WRITE_EVERY_MS = 200;
/** One in so many groups is behind, and stays so: what it costs to say since when is part of it. */
const ONE_LAGS_IN = 5;

interface Group {
  readonly name: string;
  readonly topic: string;
  readonly consumer: Consumer;
}

/** Topics that are written to all the time, and groups with a member each, most of which keep up. */
export class LiveStreams {
  readonly topics: readonly string[];
  readonly groups: readonly Group[];
  private readonly producer: Producer;
  private readonly written = new Map<string, number>();
  private writing: Repeating | undefined;
  private turn = 0;

  private constructor(topics: readonly string[], groups: readonly Group[], producer: Producer) {
    this.topics = topics;
    this.groups = groups;
    this.producer = producer;
  }

  static async make(login: KafkaLogin, topicCount: number, groupCount: number): Promise<LiveStreams> {
    const kafka = kafkaClient(login, 'bench');
    const topics = Array.from({ length: topicCount }, (_, at) => `register.bench-${at}.changes.v1`);
    await withAdmin(kafka, (admin) =>
      addTopics(
        admin,
        topics.map((topic) => ({ topic, partitions: CHANGE_TOPIC_PARTITIONS })),
      ),
    );
    const producer = orderedProducer(kafka);
    await producer.connect();
    const groups: Group[] = [];
    for (let at = 0; at < groupCount; at++)
      groups.push(await joined(kafka, `bench-${at}.reactions`, topics[at % topicCount]!));
    const streams = new LiveStreams(topics, groups, producer);
    for (const topic of topics) await streams.write(topic, FILL);
    for (const [at, group] of groups.entries())
      await streams.commit(group, at % ONE_LAGS_IN ? FILL : FILL / 2);
    return streams;
  }

  /** How many events a topic holds after it. */
  async write(topic: string, count = 1): Promise<number> {
    const messages = Array.from({ length: count }, () => ({ partition: 0, value: '{}' }));
    await this.producer.send({ topic, messages, acks: -1 });
    const written = this.writtenTo(topic) + count;
    this.written.set(topic, written);
    return written;
  }

  writtenTo(topic: string): number {
    return this.written.get(topic) ?? 0;
  }

  /** @param next offset of the partition that is written to */
  async commit({ topic, consumer }: Group, next: number): Promise<void> {
    await commitAloud(consumer, [{ topic, partition: 0, offset: String(next) }]);
  }

  /** Five events and one commit a second and more, until stopped. @param from which topic and group on */
  go(from: number): void {
    const topics = this.topics.slice(from);
    const groups = this.groups.slice(from).filter((_, at) => (at + from) % ONE_LAGS_IN !== 0);
    this.writing = new Repeating(WRITE_EVERY_MS, async () => {
      this.turn += 1;
      await this.write(topics[this.turn % topics.length]!);
      const group = groups[this.turn % groups.length]!;
      await this.commit(group, this.writtenTo(group.topic));
    });
  }

  async stop(): Promise<void> {
    await this.writing?.stop();
    await Promise.all([
      ...this.groups.map(({ consumer }) => consumer.disconnect()),
      this.producer.disconnect(),
    ]);
  }
}

/** With a member that reads nothing. */
async function joined(kafka: Kafka, name: string, topic: string): Promise<Group> {
  const consumer = groupConsumer(kafka, {
    ...AT_REST,
    groupId: name,
    heartbeatInterval: 5_000,
    sessionTimeout: 60_000,
  });
  await consumer.connect();
  await consumer.subscribe({ topic });
  // Before its first fetch a consumer of kafkajs passes commits over in silence.
  const reading = new Promise<void>((resolve) => {
    consumer.on(consumer.events.FETCH_START, () => resolve());
  });
  await consumer.run({ autoCommit: false, eachMessage: () => Promise.resolve() });
  await reading;
  consumer.pause([{ topic }]);
  return { name, topic, consumer };
}
