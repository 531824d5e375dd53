import { randomBytes } from 'node:crypto';
import { type KafkaAccess, kafkaClient } from '#libs/local-services';
import { eventually } from './eventually.ts';
import { testKafka } from './service-addresses.ts';

export interface CollectedEvent {
  readonly key: string | undefined;
  readonly partition: number;
  readonly offset: string;
  /** When its producer made it, milliseconds since 1970. */
  readonly producedAt: number;
  readonly headers: Record<string, string>;
  /** The parsed JSON of the message. */
  readonly value: Record<string, unknown>;
}

export interface EventCollector {
  /** What has arrived so far, in the order of arrival; per partition that is the order of the log. */
  readonly events: readonly CollectedEvent[];
  /** Resolves when the condition holds; rejects after the time, saying how many events came, and the last ones. */
  until(
    condition: (events: readonly CollectedEvent[]) => boolean,
    withinMs?: number,
  ): Promise<readonly CollectedEvent[]>;
  stop(): Promise<void>;
}

const shownEvents = 3;

/** Reads a topic, of the test Kafka unless told otherwise, from its beginning with a consumer group of its own. */
export async function collectEvents(topic: string, access?: KafkaAccess): Promise<EventCollector> {
  const from = access ?? (await testKafka());
  const kafka = kafkaClient(from, 'collect-events');
  const groupId = `${typeof from === 'string' ? 'collect' : from.username}.${randomBytes(6).toString('hex')}`;
  let stopped = false;
  const consumer = kafka.consumer({
    groupId,
    maxWaitTimeInMs: 50,
    // Stopped while it deals with a crash, kafkajs would start again, for ever, and keep the test run alive.
    retry: { restartOnFailure: () => Promise.resolve(!stopped) },
  });
  const events: CollectedEvent[] = [];
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await consumer.run({
    eachMessage: async ({ partition, message: { key, offset, timestamp, value, headers = {} } }) => {
      const texts = Object.entries(headers).map(([name, content]) => [name, String(content)]);
      events.push({
        key: key?.toString(),
        partition,
        offset,
        producedAt: Number(timestamp),
        headers: Object.fromEntries(texts) as Record<string, string>,
        value: JSON.parse(value?.toString() ?? 'null') as Record<string, unknown>,
      });
    },
  });
  return {
    events,
    stop: () => {
      stopped = true;
      return consumer.disconnect();
    },
    async until(condition, withinMs) {
      const seen = () => ({ count: events.length, last: events.slice(-shownEvents) });
      await eventually(`the awaited events of ${topic}`, seen, () => condition(events), withinMs);
      return events;
    },
  };
}
