import { type Consumer, groupConsumer, kafkaClient } from '#libs/kafka';

const ID_AT = '"id":"';
const UUID_LENGTH = 36;

/** Reads a topic from its end as any consumer would, and says what came and when. */
export class Reader {
  count = 0;
  private readonly consumer: Consumer;
  private awaited = Infinity;
  private done: () => void = () => undefined;

  private constructor(consumer: Consumer) {
    this.consumer = consumer;
  }

  /** @param onEvent told the id of every event and when its batch arrived (`performance.now()`) */
  static async follow(
    { bootstrapServers, topic }: { readonly bootstrapServers: string; readonly topic: string },
    onEvent: (id: string, value: Buffer, at: number) => void = () => undefined,
  ): Promise<Reader> {
    const consumer = groupConsumer(kafkaClient(bootstrapServers, 'reader'), {
      groupId: `reader-${topic}-${Date.now()}`,
      maxWaitTimeInMs: 100,
    });
    const reader = new Reader(consumer);
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: false });
    const joined = new Promise((resolve) => consumer.on('consumer.group_join', resolve));
    const fetched = new Promise((resolve) => consumer.on('consumer.fetch', resolve));
    await consumer.run({
      eachBatch: async ({ batch }) => {
        const at = performance.now();
        for (const { value } of batch.messages) if (value) onEvent(idIn(value), value, at);
        reader.add(batch.messages.length);
      },
    });
    await Promise.all([joined, fetched]);
    return reader;
  }

  /** Resolves when so many events in all have come. */
  async until(count: number): Promise<void> {
    if (this.count >= count) return;
    this.awaited = count;
    await new Promise<void>((resolve) => (this.done = resolve));
  }

  stop(): Promise<void> {
    return this.consumer.disconnect();
  }

  private add(events: number): void {
    this.count += events;
    if (this.count >= this.awaited) this.done();
  }
}

function idIn(value: Buffer): string {
  const start = value.indexOf(ID_AT) + ID_AT.length;
  return value.toString('latin1', start, start + UUID_LENGTH);
}
