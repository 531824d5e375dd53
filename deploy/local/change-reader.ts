import { randomBytes } from 'node:crypto';
import { Kafka, logLevel } from 'kafkajs';
import type { ChangeEvent } from '#libs/contracts';
import { LocalFailure } from '#libs/local-services';

const patienceMs = 15_000;

export interface ChangeReader {
  /** Resolves with the event as it stands on the topic. */
  find(eventId: string): Promise<ChangeEvent>;
  close(): Promise<void>;
}

/** Reads what arrives on a change topic from now on. */
export async function readChanges(bootstrapServers: string, topic: string): Promise<ChangeReader> {
  const kafka = new Kafka({
    clientId: 'guided-lookup',
    brokers: bootstrapServers.split(','),
    logLevel: logLevel.NOTHING,
  });
  const consumer = kafka.consumer({
    groupId: `guided-${randomBytes(6).toString('hex')}`,
    maxWaitTimeInMs: 100,
  });
  const seen = new Map<string, ChangeEvent>();
  const joined = new Promise<void>((resolve) => consumer.on('consumer.group_join', () => resolve()));
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: false });
  await consumer.run({
    eachMessage: ({ message }) => {
      const event = JSON.parse(message.value?.toString() ?? '{}') as ChangeEvent;
      seen.set(event.id, event);
      return Promise.resolve();
    },
  });
  await joined;
  return {
    close: () => consumer.disconnect(),
    async find(eventId) {
      for (const deadline = Date.now() + patienceMs; Date.now() < deadline;) {
        const event = seen.get(eventId);
        if (event) return event;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      throw new LocalFailure(
        `The change event did not arrive on ${topic} within ${patienceMs / 1000} s; see the log of its register.`,
      );
    },
  };
}
