import { randomUUID } from 'node:crypto';
import {
  type CorrectionOutcome,
  type DeadLetterCauseCode,
  type DeadLetterState,
  deadLetterHeaders,
  deadLetterTopic,
  deliveryTopic,
} from '#libs/contracts';
import {
  createTopics,
  type KafkaAccess,
  kafkaClient,
  orderedProducer,
  patiently,
  type Producer,
  withAdmin,
} from '#libs/kafka';
import { collectEvents, type EventCollector, testKafka } from '#libs/test-kit';

export interface Parked {
  readonly key: string;
  readonly eventId: string;
  readonly type: string;
  readonly offset: number;
}

/** Speaks as a consumer group does: announces on its dead-letter topic, and hears what is sent to it. */
export class FakeGroup {
  private readonly topic: string;
  private offset = 0;

  private constructor(
    private readonly producer: Producer,
    readonly commands: EventCollector,
    readonly group: string,
    readonly dlq: string,
  ) {
    this.topic = `${group}.changes.v1`;
  }

  /** @param access to the test Kafka unless given @param stem its name; one of its own unless given */
  static async start(access?: KafkaAccess, stem = `fake.${randomUUID().slice(0, 8)}`): Promise<FakeGroup> {
    const brokers = access ?? (await testKafka());
    const dlq = deadLetterTopic(stem);
    const deliveries = deliveryTopic(stem);
    await createTopics(brokers, [
      { topic: dlq, partitions: 3 },
      { topic: deliveries, partitions: 3 },
    ]);
    const kafka = kafkaClient(brokers, 'fake-group');
    const producer = orderedProducer(kafka);
    await producer.connect();
    const partitions = [0, 1, 2].map((partition) => ({ partition, offset: '0' }));
    // A group that Kafka knows, without members.
    await withAdmin(kafka, (admin) =>
      patiently(() => admin.setOffsets({ groupId: stem, topic: deliveries, partitions })),
    );
    return new FakeGroup(producer, await collectEvents(deliveries, brokers), stem, dlq);
  }

  async stop(): Promise<void> {
    await Promise.all([this.producer.disconnect(), this.commands.stop()]);
  }

  parked(key: string, type = 'resident.moved.v1'): Parked {
    return { key, type, eventId: randomUUID(), offset: (this.offset += 1) };
  }

  /** Announces a state of these events, one message each, in order. */
  async announce(
    state: DeadLetterState,
    events: readonly Parked[],
    {
      causeCode = 'handler-failed',
      cause = 'TypeError',
      topic = this.topic,
      attempts = 5,
      blocksKey = true,
      at = new Date(),
      value,
      group = this.group,
      correction,
    }: Saying = {},
  ): Promise<void> {
    const h = deadLetterHeaders;
    const messages = events.map((event) => ({
      key: event.key,
      value: value ?? thinEvent(event),
      headers: {
        [h.group]: group,
        [h.state]: state,
        [h.eventId]: event.eventId,
        [h.type]: event.type,
        [h.causeCode]: causeCode,
        [h.cause]: cause,
        [h.attempts]: String(attempts),
        [h.blocksKey]: String(blocksKey),
        [h.origin]: `${topic}/0/${event.offset}`,
        [h.at]: at.toISOString(),
        ...(correction && { [h.correction]: correction.id, [h.correctionOutcome]: correction.outcome }),
      },
    }));
    await this.producer.send({ topic: this.dlq, messages, acks: -1 });
  }

  /** Writes something to the dead-letter topic that no consumer would. */
  async babble(value: string): Promise<void> {
    await this.producer.send({ topic: this.dlq, messages: [{ key: 'x', value }], acks: -1 });
  }
}

export interface Saying {
  readonly causeCode?: DeadLetterCauseCode;
  /** What the handler threw, in its words. */
  readonly cause?: string;
  /** Where the event stood, by what the group says. */
  readonly topic?: string;
  readonly attempts?: number;
  readonly blocksKey?: boolean;
  readonly at?: Date;
  readonly value?: string;
  /** What became of a correction. */
  readonly correction?: { readonly id: string; readonly outcome: CorrectionOutcome };
  /** Another group than its own, in whose name it speaks. */
  readonly group?: string;
}

const thinEvent = ({ key, eventId, type }: Parked): string =>
  JSON.stringify({
    specversion: '1.0',
    id: eventId,
    source: 'urn:einmal:register:residents',
    type,
    subject: key,
    time: '2026-11-23T08:00:00.000Z',
    datacontenttype: 'application/json',
    dataschema: 'urn:einmal:schema:change-event-data:v1',
    data: { recordId: randomUUID(), version: 2, changedFields: ['address'], effectiveOn: '2026-11-20' },
  });

/** As an administrator of Kafka does it, or its offsets expire; it has no members. */
export const vanish = async (group: string): Promise<unknown> =>
  withAdmin(kafkaClient(await testKafka(), 'vanish'), (admin) => admin.deleteGroups([group]));

/** Kafka knows it again, without members. */
export const comeBack = async (group: string): Promise<void> =>
  withAdmin(kafkaClient(await testKafka(), 'come-back'), (admin) =>
    patiently(() =>
      admin.setOffsets({
        ...{ groupId: group, topic: deliveryTopic(group) },
        partitions: [{ partition: 0, offset: '0' }],
      }),
    ),
  );
