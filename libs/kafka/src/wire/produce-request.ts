import type { ByteWriter } from './byte-writer.ts';
import { type ProducerIdentity, type Sized, writeRecordBatch } from './record-batch.ts';

/** What is encoded here; since Kafka 2.1. */
export const PRODUCE = { apiKey: 0, apiVersion: 7, apiName: 'Produce' };

const ALL_IN_SYNC = -1;
const ACK_TIMEOUT_MS = 30_000;

export interface ProduceRequest {
  /** Given: the rows belong to the transaction that is open under this id. */
  readonly transactionalId?: string | undefined;
  readonly topic: string;
  readonly by: ProducerIdentity;
  readonly partitions: readonly {
    readonly partition: number;
    readonly firstSequence: number;
    readonly rows: readonly Sized[];
  }[];
}

/** Kafka protocol, Produce version 7: transactional id, acks, timeout, one topic, its partitions. */
export function writeProduceRequest(
  to: ByteWriter,
  { transactionalId, topic, by, partitions }: ProduceRequest,
): Buffer {
  const timestampMs = Date.now();
  to.reset();
  if (transactionalId === undefined) to.int16(-1);
  else writeText(to, transactionalId);
  to.int16(ALL_IN_SYNC);
  to.int32(ACK_TIMEOUT_MS);
  to.int32(1);
  writeText(to, topic);
  to.int32(partitions.length);
  for (const { partition, firstSequence, rows } of partitions) {
    to.ensure(8);
    to.int32(partition);
    const sizeAt = to.position;
    to.int32(0);
    const isTransactional = transactionalId !== undefined;
    writeRecordBatch(to, { rows, by, firstSequence, timestampMs, isTransactional });
    to.patchInt32(sizeAt, to.position - sizeAt - 4);
  }
  return to.written();
}

function writeText(to: ByteWriter, text: string): void {
  to.int16(Buffer.byteLength(text));
  to.text(text);
}
