import { followTopic, type KafkaAccess, kafkaClient } from '#libs/kafka';
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
  const events: CollectedEvent[] = [];
  const stop = await followTopic(kafkaClient(from, 'collect-events'), {
    topic,
    as: (typeof from === 'string' ? undefined : from.username) ?? 'collect',
    onMessage: ({ key, offset, timestamp, value, headers = {} }, partition) => {
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
    stop,
    async until(condition, withinMs) {
      const seen = () => ({ count: events.length, last: events.slice(-shownEvents) });
      await eventually(`the awaited events of ${topic}`, seen, () => condition(events), withinMs);
      return events;
    },
  };
}
