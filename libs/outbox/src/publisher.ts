import {
  boundOf,
  ByteWriter,
  EncodedProducer,
  type Kafka,
  partitionOf,
  type ProducerIdentity,
  ProduceRefused,
  type Sized,
  writeProduceRequest,
} from '#libs/kafka';
import { pause } from '#libs/service-kit';
import { LeadershipLost } from './relay-session.ts';

interface Publishable {
  readonly key: string;
  readonly payload: string;
}

/** Below Kafka's default `message.max.bytes` (1 MiB), which counts per partition and request. */
const PARTITION_BYTES_MAX = 960 * 1024;
const ATTEMPTS = 20;
const PAUSE_MS = 100;
const SEQUENCE_MAX = 0x7fffffff;

/** Rows of one request by partition, each in their order. */
export type PartitionedRows = ReadonlyMap<number, readonly Sized[]>;

/**
 * Writes rows to the topic in order, acknowledged by all in-sync replicas, as one idempotent producer with one request
 * at a time.
 *
 * After any failure the publisher must be thrown away: a broker recognises repeats by producer id and sequence alone,
 * so a different batch under the sequence of an unacknowledged one could be taken for a repeat and be lost.
 */
export class Publisher {
  private readonly producer: EncodedProducer;
  private readonly topic: string;
  private readonly writer = new ByteWriter();
  private readonly sequences = new Map<number, number>();
  private identity: ProducerIdentity = { producerId: -1n, epoch: -1 };
  private partitions = 0;

  constructor(kafka: Kafka, topic: string) {
    this.producer = new EncodedProducer(kafka, topic);
    this.topic = topic;
  }

  /** @returns how many partitions the topic has */
  async open(): Promise<number> {
    ({ partitions: this.partitions, identity: this.identity } = await this.producer.open());
    return this.partitions;
  }

  /** Sorts rows into requests; can be done while an earlier batch is under way. */
  prepare(rows: readonly Publishable[]): readonly PartitionedRows[] {
    return requestsOf(rows, this.partitions);
  }

  /** @param mayGoOn asked before each request: a batch can be cut short when the leadership is known to be gone */
  async publish(requests: readonly PartitionedRows[], mayGoOn: () => boolean = () => true): Promise<void> {
    for (const request of requests) {
      for (const [leader, partitions] of this.producer.leadersOf([...request.keys()])) {
        await this.send(leader, this.body(request, partitions), mayGoOn);
      }
    }
  }

  close(): Promise<void> {
    return this.producer.close();
  }

  /** The same bytes may be sent again: the broker knows what it has by producer id and sequence. */
  private async send(leader: string, body: Buffer, mayGoOn: () => boolean): Promise<void> {
    // by hand: a step of the relay's term, which its failure ends
    for (let attempt = 1; ; attempt++) {
      if (!mayGoOn()) throw new LeadershipLost();
      try {
        await this.producer.send(leader, body);
        return;
      } catch (error) {
        if (!(error instanceof ProduceRefused && error.passing) || attempt === ATTEMPTS) throw error;
        await pause(PAUSE_MS);
      }
    }
  }

  private body(rows: PartitionedRows, partitions: readonly number[]): Buffer {
    return writeProduceRequest(this.writer, {
      topic: this.topic,
      by: this.identity,
      partitions: partitions.map((partition) => {
        const batch = rows.get(partition) ?? [];
        return { partition, rows: batch, firstSequence: this.nextSequence(partition, batch.length) };
      }),
    });
  }

  /** Wraps after 2^31 − 1, as the broker expects. */
  private nextSequence(partition: number, count: number): number {
    const first = this.sequences.get(partition) ?? 0;
    this.sequences.set(partition, (first + count) % (SEQUENCE_MAX + 1));
    return first;
  }
}

/** Cuts rows into requests in which no partition gets more than Kafka takes; the order within a partition is kept. */
export function requestsOf(
  rows: readonly Publishable[],
  partitions: number,
  bytesMax: number = PARTITION_BYTES_MAX,
): readonly PartitionedRows[] {
  const requests: Map<number, Sized[]>[] = [];
  const bytes = new Map<number, number>();
  for (const { key, payload } of rows) {
    const row = { key: Buffer.from(key), payload, payloadBytes: Buffer.byteLength(payload) };
    const partition = partitionOf(row.key, partitions);
    const filled = (bytes.get(partition) ?? 0) + boundOf(row);
    if (requests.length === 0 || filled > bytesMax) {
      requests.push(new Map());
      bytes.clear();
      bytes.set(partition, boundOf(row));
    } else {
      bytes.set(partition, filled);
    }
    const request = requests.at(-1);
    const batch = request?.get(partition);
    if (batch) batch.push(row);
    else request?.set(partition, [row]);
  }
  return requests;
}
