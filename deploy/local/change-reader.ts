import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ChangeEvent } from '#libs/contracts';
import { kafkaClient, type KafkaLogin, LocalFailure } from '#libs/local-services';

/** Right after the sample data were imported, a few thousand events come first. */
const patienceMs = 30_000;

const pollMs = 20;

export interface ChangeReader {
  /** Resolves with the event as it stands on the topic. */
  find(eventId: string): Promise<ChangeEvent>;
  close(): Promise<void>;
}

/**
 * Reads a change topic from its beginning. A consumer that starts at the latest offset looks it up some time after it
 * has joined and would miss what arrives in between; and `seek` fails while kafkajs retries the first join, as it does
 * on a fresh broker whose group coordinator is not yet elected.
 */
export async function readChanges(login: KafkaLogin, topic: string): Promise<ChangeReader> {
  const consumer = kafkaClient(login, 'guided-lookup').consumer({
    // An account may use groups of its own name only.
    groupId: `${login.username}.guided-${randomBytes(6).toString('hex')}`,
    maxWaitTimeInMs: 100,
  });
  const seen = new Map<string, ChangeEvent>();
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await consumer.run({
    eachMessage: ({ message }) => {
      const event = JSON.parse(message.value?.toString() ?? '{}') as ChangeEvent;
      seen.set(event.id, event);
      return Promise.resolve();
    },
  });
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
