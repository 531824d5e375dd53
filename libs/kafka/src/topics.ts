import { setTimeout as delay } from 'node:timers/promises';
import type { Admin } from 'kafkajs';
import { withAdmin } from './admin.ts';
import { type KafkaAccess, kafkaClient } from './client.ts';

export interface TopicSpec {
  readonly topic: string;
  /** Default 12, the number every register's change topic has. */
  readonly partitions?: number;
  readonly settings?: Readonly<Record<string, string>>;
}

const defaultPartitions = 12;
/** What a broker that gets little processor time may take. */
const CREATE_MS = 50_000;
const ledWithinMs = 300_000;

/** As {@link addTopics}, as an administrator. */
export async function createTopics(access: KafkaAccess, topics: readonly TopicSpec[]): Promise<void> {
  const kafka = kafkaClient(access, 'einmal-local', { retry: { retries: 8, initialRetryTime: 100 } });
  await withAdmin(kafka, (admin) => addTopics(admin, topics));
}

/** Creates the topics that do not exist yet, with the delete policy; existing ones stay as they are. */
export async function addTopics(admin: Admin, topics: readonly TopicSpec[]): Promise<void> {
  const existing = new Set(await admin.listTopics());
  const missing = topics.filter(({ topic }) => !existing.has(topic));
  if (missing.length === 0) return;
  await admin.createTopics({
    waitForLeaders: false,
    timeout: CREATE_MS,
    topics: missing.map(({ topic, partitions = defaultPartitions, settings = {} }) => ({
      topic,
      numPartitions: partitions,
      replicationFactor: -1,
      configEntries: Object.entries({ 'cleanup.policy': 'delete', ...settings }).map(([name, value]) => ({
        name,
        value,
      })),
    })),
  });
  await untilLed(
    admin,
    missing.map(({ topic }) => topic),
  );
}

/**
 * Waits until every partition has a leader that knows it: a broker that gets little processor time names itself in the
 * metadata before it leads, and refuses what is produced meanwhile. kafkajs would wait too, but gives up where a broker has not heard of the
 * topic yet, which happens on a busy machine.
 */
async function untilLed(admin: Admin, topics: string[]): Promise<void> {
  const deadline = Date.now() + ledWithinMs;
  for (;;) {
    const led = await areLed(admin, topics).catch((error: unknown) => error);
    if (led === true) return;
    if (Date.now() > deadline)
      throw new Error('No leaders for the topics that were created.', { cause: led });
    await delay(50);
  }
}

async function areLed(admin: Admin, topics: string[]): Promise<boolean> {
  const { topics: known } = await admin.fetchTopicMetadata({ topics });
  if (!known.every(({ partitions }) => partitions.every(({ leader }) => leader >= 0))) return false;
  // Only its leader tells where a partition ends.
  for (const topic of topics) await admin.fetchTopicOffsets(topic);
  return true;
}
