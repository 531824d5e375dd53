import { setTimeout as sleep } from 'node:timers/promises';
import { type ChangeEvent, readChangeEvent } from '#libs/contracts';
import { followTopic, kafkaClient, type KafkaLogin } from '#libs/kafka';
import { LocalFailure, LongWait } from '#libs/local-services';

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

export async function readChanges(login: KafkaLogin, topic: string): Promise<ChangeReader> {
  const seen = new Map<string, ChangeEvent>();
  const stop = await followTopic(kafkaClient(login, 'guided-lookup'), {
    topic,
    as: `${login.username}.guided`,
    onMessage: ({ value }) => {
      const event = readChangeEvent(value);
      if (event) seen.set(event.id, event);
    },
  });
  return {
    close: stop,
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
