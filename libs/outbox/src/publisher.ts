import { Partitioners, type Kafka, type Producer } from 'kafkajs';
import { LeadershipLost } from './relay-session.ts';

/**
 * The one header, required by the CloudEvents Kafka binding §3.3 for structured mode: without it a consumer cannot
 * tell a CloudEvent from other JSON. Every further header would cost about 5 µs per event in kafkajs.
 */
const headers = { 'content-type': 'application/cloudevents+json' };

/** Well below Kafka's default `message.max.bytes` (1 MiB), which counts per partition and request. */
const REQUEST_BYTES_MAX = 512 * 1024;
/** Record framing, key and header, roughly. */
const RECORD_OVERHEAD_BYTES = 128;

interface Publishable {
  readonly key: string;
  readonly payload: string;
}

/**
 * Writes rows to the topic in order, acknowledged by all in-sync replicas.
 *
 * After any failed send the publisher must be thrown away: a broker recognises repeats by producer id and sequence
 * alone, so a different batch under the sequence of an unacknowledged one could be taken for a repeat and be lost.
 */
export class Publisher {
  private readonly producer: Producer;
  private readonly topic: string;

  constructor(kafka: Kafka, topic: string) {
    this.topic = topic;
    this.producer = kafka.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      createPartitioner: Partitioners.DefaultPartitioner,
      // Bounded, so that a stopped relay can end while Kafka is down; the relay itself retries for ever.
      retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: 6 },
    });
  }

  open(): Promise<void> {
    return this.producer.connect();
  }

  /** @param mayGoOn asked before each request: a batch can be cut short when the leadership is known to be gone */
  async publish(rows: readonly Publishable[], mayGoOn: () => boolean = () => true): Promise<void> {
    for (const request of requestsOf(rows)) {
      if (!mayGoOn()) throw new LeadershipLost();
      await this.producer.send({
        topic: this.topic,
        acks: -1,
        messages: request.map(({ key, payload }) => ({ key, value: payload, headers })),
      });
    }
  }

  close(): Promise<void> {
    return this.producer.disconnect();
  }
}

/** Cuts rows into requests that fit, keeping their order. */
export function requestsOf<R extends Publishable>(
  rows: readonly R[],
  bytesMax: number = REQUEST_BYTES_MAX,
): R[][] {
  const requests: R[][] = [];
  let bytes = Infinity;
  for (const row of rows) {
    const size = Buffer.byteLength(row.payload) + RECORD_OVERHEAD_BYTES;
    if (bytes + size > bytesMax) {
      requests.push([]);
      bytes = 0;
    }
    requests.at(-1)?.push(row);
    bytes += size;
  }
  return requests;
}
