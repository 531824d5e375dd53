import response from 'kafkajs/src/protocol/requests/produce/v7/response.js';
import type { Kafka } from '../client.ts';
import { type BareBroker, sendBy, withBrokers } from '../cluster.ts';
import { ByteWriter } from './byte-writer.ts';
import { PRODUCE, writeProduceRequest } from './produce-request.ts';

/** A CloudEvent in structured mode; its header is the encoder's. */
export interface EncodedMessage {
  readonly key: Buffer | null;
  readonly value: Buffer;
  /** Absent: that of the key. */
  readonly partition?: number;
}

/** What kafkajs asks of a broker when it sends. */
interface Sending {
  readonly transactionalId?: string;
  readonly producerId: { toString(): string };
  readonly producerEpoch: number;
  readonly topicData: readonly {
    readonly topic: string;
    readonly partitions: readonly {
      readonly partition: number;
      readonly firstSequence: number;
      readonly messages: readonly EncodedMessage[];
    }[];
  }[];
}

interface ProducingBroker extends BareBroker {
  produce(sending: Sending): Promise<unknown>;
  disconnect(): Promise<void>;
}

/**
 * The client, whose producers send {@link EncodedMessage}s to one topic at a time, to all in-sync replicas, by an encoder
 * that needs a fraction of kafkajs' time. Partitions, sequences, transactions and retries stay kafkajs' own.
 */
export const withOwnEncoding = (kafka: Kafka): Kafka =>
  withBrokers<ProducingBroker>(kafka, (broker) => {
    const writer = new ByteWriter();
    broker.produce = (sending) => {
      const encode = (): Promise<{ buf: Buffer; buffer: Buffer }> => {
        const body = encoded(writer, sending);
        return Promise.resolve({ buf: body, buffer: body });
      };
      return sendBy(broker, { request: { ...PRODUCE, encode }, response });
    };
  });

function encoded(
  writer: ByteWriter,
  { transactionalId, producerId, producerEpoch, topicData }: Sending,
): Buffer {
  const [{ topic, partitions }, ...others] = topicData as [Sending['topicData'][number]];
  if (others.length > 0) throw new TypeError('One topic at a time.');
  return writeProduceRequest(writer, {
    transactionalId,
    topic,
    by: { producerId: BigInt(producerId.toString()), epoch: producerEpoch },
    partitions: partitions.map(({ partition, firstSequence, messages }) => ({
      partition,
      firstSequence,
      rows: messages.map(({ key, value }) => ({ key, payload: value, payloadBytes: value.length })),
    })),
  });
}
