import { randomBytes } from 'node:crypto';
import type {
  Consumer,
  ConsumerConfig,
  Kafka as WholeClient,
  KafkaMessage,
  RetryOptions,
  TopicPartitionOffset,
} from 'kafkajs';
import { forgetGroup, withAdmin } from './admin.ts';
import type { Kafka } from './client.ts';
import { HeldFetches } from './held-fetches.ts';

export interface GroupConsumerOptions extends Omit<ConsumerConfig, 'retry'> {
  readonly retry?: RetryOptions;
  /** How long the broker may hold a fetch that finds nothing while no partition is paused; else `maxWaitTimeInMs`. */
  readonly idleWaitMs?: number;
  /**
   * Given: the consumer ends with its first crash and tells, and whoever wants another makes one. kafkajs starts a crashed
   * one again only while it holds the fault for passing, and would be silent for ever after any other.
   */
  readonly onCrash?: (error: Error) => void;
}

/**
 * Waits of a consumer that rests most of the time: a stop takes less than 2 s, a rebalance is noticed within 3 s. The
 * fetches of one with paused partitions are short, so that a resumed one is served within 500 ms.
 */
export const AT_REST = { heartbeatInterval: 1_000, maxWaitTimeInMs: 400, idleWaitMs: 10_000 };

/**
 * A member of a consumer group. Once disconnected it stays so: one that is stopped while it deals with a crash would be
 * started again by kafkajs, for ever, and keep the process alive.
 */
export function groupConsumer(
  kafka: Kafka,
  {
    onCrash,
    retry = { initialRetryTime: 100, maxRetryTime: 1_000, retries: 5 },
    idleWaitMs = 0,
    ...config
  }: GroupConsumerOptions,
): Consumer {
  let stopped = false;
  const isWhole = (): boolean => consumer.paused().length === 0;
  const fetches = new HeldFetches(() => (isWhole() && !stopped ? idleWaitMs : 0));
  const consumer: Consumer = (fetches.clientOf(kafka) as WholeClient).consumer({
    allowAutoTopicCreation: false,
    ...config,
    retry: { ...retry, restartOnFailure: () => Promise.resolve(!stopped && !onCrash) },
  });
  if (onCrash) consumer.on(consumer.events.CRASH, ({ payload }) => onCrash(payload.error));
  return {
    ...consumer,
    disconnect: () => {
      stopped = true;
      const disconnected = consumer.disconnect();
      fetches.callBack();
      return disconnected;
    },
    seek: (place) => {
      consumer.seek(place);
      fetches.callBack();
    },
    resume: (partitions) => {
      consumer.resume(partitions);
      fetches.beBrief();
    },
  };
}

/** kafkajs drops a commit without a word while it is between joining and its first fetch; only its event tells. */
export async function commitAloud(
  consumer: Consumer,
  positions: readonly TopicPartitionOffset[],
): Promise<void> {
  let acknowledged = false;
  const unsubscribe = consumer.on(consumer.events.COMMIT_OFFSETS, () => {
    acknowledged = true;
  });
  try {
    await consumer.commitOffsets([...positions]);
  } finally {
    unsubscribe();
  }
  if (!acknowledged) throw new Error('The positions were not sent.');
}

export interface Following {
  readonly topic: string;
  /** Begins the group's name: an account may use groups of its own name only. */
  readonly as: string;
  readonly onMessage: (message: KafkaMessage, partition: number) => void;
}

/**
 * Reads a topic from its beginning and goes on, every message once, until stopped. From the beginning even where only what
 * comes is wanted: a consumer that starts at the end looks it up some time after it has joined and would miss what arrives
 * in between, and `seek` fails while kafkajs retries a first join.
 * @returns how to stop
 */
export async function followTopic(
  kafka: Kafka,
  { topic, as, onMessage }: Following,
): Promise<() => Promise<void>> {
  const groupId = `${as}.${randomBytes(6).toString('hex')}`;
  const consumer = groupConsumer(kafka, { groupId, maxWaitTimeInMs: 50 });
  const next = new Map<number, number>();
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await consumer.run({
    // A group that committed nothing is forgotten by the broker even if this process is killed.
    autoCommit: false,
    eachMessage: async ({ message, partition }) => {
      const offset = Number(message.offset);
      // After a crash or a rebalance it begins anew, because nothing was committed.
      if (offset < (next.get(partition) ?? 0)) return;
      next.set(partition, offset + 1);
      onMessage(message, partition);
    },
  });
  return async () => {
    await consumer.disconnect();
    // So that no list of groups grows by one each time; a broker that is away by now does not matter.
    await withAdmin(kafka, (admin) => forgetGroup(admin, groupId)).catch(() => undefined);
  };
}
