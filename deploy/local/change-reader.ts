import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Kafka, logLevel } from 'kafkajs';
import type { ChangeEvent } from '#libs/contracts';
import { LocalFailure } from '#libs/local-services';

/** Right after the sample data were imported, a few thousand events come first. */
const patienceMs = 30_000;

const pollMs = 20;

export interface ChangeReader {
  /** Resolves with the event as it stands on the topic. */
  find(eventId: string): Promise<ChangeEvent>;
  close(): Promise<void>;
}

/**
 * Reads what arrives on a change topic from now on. The position is taken before this resolves: a consumer that starts
 * at the latest offset looks it up some time after it has joined, and would miss what arrives in between.
 */
export async function readChanges(bootstrapServers: string, topic: string): Promise<ChangeReader> {
  const brokers = bootstrapServers.split(',');
  const kafka = new Kafka({ clientId: 'guided-lookup', brokers, logLevel: logLevel.NOTHING });
  const ends = await endOffsets(kafka, topic);
  const consumer = kafka.consumer({
    groupId: `guided-${randomBytes(6).toString('hex')}`,
    maxWaitTimeInMs: 100,
  });
  const seen = new Map<string, ChangeEvent>();
  await consumer.connect();
  await consumer.subscribe({ topic });
  await consumer.run({
    eachMessage: ({ message }) => {
      const event = JSON.parse(message.value?.toString() ?? '{}') as ChangeEvent;
      seen.set(event.id, event);
      return Promise.resolve();
    },
  });
  for (const { partition, offset } of ends) consumer.seek({ topic, partition, offset });
  return {
    close: () => consumer.disconnect(),
    async find(eventId) {
      for (const deadline = Date.now() + patienceMs; Date.now() < deadline; await sleep(pollMs)) {
        const event = seen.get(eventId);
        if (event) return event;
      }
      throw new LocalFailure(
        `The change event did not arrive on ${topic} within ${patienceMs / 1000} s; see the log of its register.`,
      );
    },
  };
}

async function endOffsets(
  kafka: Kafka,
  topic: string,
): Promise<readonly { partition: number; offset: string }[]> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    return await admin.fetchTopicOffsets(topic);
  } finally {
    await admin.disconnect();
  }
}
