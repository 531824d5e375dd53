import type { Admin } from 'kafkajs';
import type { Kafka } from './client.ts';

/** Asks the brokers how far the whole group is behind; every member answers the same. */
export class GroupLag {
  private readonly admin: Admin;
  private readonly group: string;
  private readonly topics: readonly string[];
  private connected: Promise<void> | undefined;

  constructor(kafka: Kafka, group: string, topics: readonly string[]) {
    this.group = group;
    this.topics = topics;
    this.admin = kafka.admin({ retry: { retries: 1 } });
  }

  /** Per topic, messages between the committed position and the end; markers of transactions count as messages. */
  async read(): Promise<ReadonlyMap<string, number>> {
    this.connected ??= this.admin.connect().catch((error: unknown) => {
      this.connected = undefined;
      throw error;
    });
    await this.connected;
    const committed = await this.admin.fetchOffsets({ groupId: this.group, topics: [...this.topics] });
    const lags = committed.map(async ({ topic, partitions }) => {
      const done = new Map(partitions.map(({ partition, offset }) => [partition, Number(offset)]));
      const ends = await this.admin.fetchTopicOffsets(topic);
      const lag = ends.map(({ partition, high, low }) =>
        Math.max(0, Number(high) - Math.max(Number(low), done.get(partition) ?? -1)),
      );
      return [topic, lag.reduce((sum, one) => sum + one, 0)] as const;
    });
    return new Map(await Promise.all(lags));
  }

  async close(): Promise<void> {
    await this.admin.disconnect().catch(() => undefined);
  }
}
