import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Kafka } from 'kafkajs';
import { type ChangeEvent, readChangeEvent } from '#libs/contracts';
import { kafkaClient, type KafkaLogin, LocalFailure, LongWait } from '#libs/local-services';

const pollMs = 20;

export interface ChangeReader {
  /** Resolves with the event as it stands on the topic; rejects when the patience is over. */
  find(eventId: string, patience?: Patience): Promise<ChangeEvent>;
  close(): Promise<void>;
}

export interface Patience {
  readonly mostMs: number;
  readonly tell: (text: string) => void;
}

/** Right after the sample data were imported, a few thousand events come first. */
const defaultPatience: Patience = { mostMs: 60_000, tell: () => undefined };

/**
 * Reads a change topic from its beginning. A consumer that starts at the latest offset looks it up some time after it
 * has joined and would miss what arrives in between; and `seek` fails while kafkajs retries the first join, as it does
 * on a fresh broker whose group coordinator is not yet elected.
 */
export async function readChanges(login: KafkaLogin, topic: string): Promise<ChangeReader> {
  const kafka = kafkaClient(login, 'guided-lookup');
  // An account may use groups of its own name only.
  const groupId = `${login.username}.guided-${randomBytes(6).toString('hex')}`;
  let closed = false;
  const consumer = kafka.consumer({
    groupId,
    maxWaitTimeInMs: 100,
    // Closed while it deals with a crash, kafkajs would start again, for ever.
    retry: { restartOnFailure: () => Promise.resolve(!closed) },
  });
  const seen = new Map<string, ChangeEvent>();
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await consumer.run({
    // A group that committed nothing is forgotten by the broker even if this process is killed.
    autoCommit: false,
    eachMessage: ({ message }) => {
      const event = readChangeEvent(message.value);
      if (event) seen.set(event.id, event);
      return Promise.resolve();
    },
  });
  return {
    async close() {
      closed = true;
      await consumer.disconnect();
      await deleteGroup(kafka, groupId);
    },
    async find(eventId, { mostMs, tell } = defaultPatience) {
      const wait = new LongWait(mostMs, tell);
      while (wait.goesOn()) {
        const event = seen.get(eventId);
        if (event) return event;
        await sleep(pollMs);
      }
      throw new LocalFailure(
        `The change event did not arrive on ${topic} within ${mostMs / 1000} s; see the log of its register.`,
      );
    },
  };
}

/** So that no list of groups grows by one at every start. */
async function deleteGroup(kafka: Kafka, groupId: string): Promise<void> {
  const admin = kafka.admin({ retry: { retries: 2 } });
  try {
    await admin.connect();
    await admin.deleteGroups([groupId]);
  } catch {
    // The broker forgets it by itself, later.
  } finally {
    await admin.disconnect();
  }
}
