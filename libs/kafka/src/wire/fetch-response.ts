import type { KafkaMessage } from 'kafkajs';
import { ByteReader } from './byte-reader.ts';

/** What our readers use of a message. */
export type ReadMessage = Pick<KafkaMessage, 'offset' | 'timestamp' | 'key' | 'value'>;

/** What kafkajs needs besides, to leave out what was aborted and what marks the end of a transaction. */
interface FetchedMessage extends ReadMessage {
  readonly isControlRecord: boolean;
  readonly batchContext: { readonly producerId: string; readonly inTransaction: boolean };
}

/** Before the records: base offset, length, leader epoch, magic, checksum and what {@link recordsOf} reads. */
const BATCH_HEADER_BYTES = 61;
const MAGIC = 2;
const COMPRESSION = 0x07;
const APPEND_TIME = 0x08;
const TRANSACTIONAL = 0x10;
const CONTROL = 0x20;

/**
 * A fetch response of version 11 as kafkajs decodes it (Kafka protocol, "Fetch" and "Record Batch"), without the headers
 * of the messages. Nothing where a batch is compressed, or older than Kafka 0.11: that is left to kafkajs.
 */
export function readFetchResponse(bytes: Buffer): object | undefined {
  const from = new ByteReader(bytes);
  const head = {
    throttleTime: 0,
    clientSideThrottleTime: from.int32(),
    errorCode: from.int16(),
    sessionId: from.int32(),
  };
  const responses = from.array(() => ({
    topicName: from.text(),
    partitions: from.array(() => partitionOf(from)),
  }));
  const isKnown = responses.every(({ partitions }) => partitions.every(({ messages }) => messages));
  return isKnown ? { ...head, responses } : undefined;
}

const partitionOf = (from: ByteReader) => ({
  partition: from.int32(),
  errorCode: from.int16(),
  highWatermark: `${from.int64()}`,
  lastStableOffset: `${from.int64()}`,
  lastStartOffset: `${from.int64()}`,
  abortedTransactions: from.array(() => ({
    producerId: `${from.int64()}`,
    firstOffset: `${from.int64()}`,
  })),
  preferredReadReplica: from.int32(),
  messages: messagesOf(from, from.int32()),
});

function messagesOf(from: ByteReader, size: number): readonly FetchedMessage[] | undefined {
  const found: FetchedMessage[] = [];
  const end = from.at + Math.max(0, size);
  let isKnown = true;
  // The broker cuts the last batch off where the answer is full.
  while (isKnown && from.at + BATCH_HEADER_BYTES <= end) {
    const baseOffset = Number(from.int64());
    const batchEnd = from.at + 4 + from.int32();
    from.int32(); // leader epoch
    const magic = from.int8();
    from.int32(); // checksum, which kafkajs does not look at either
    const attributes = from.int16();
    isKnown = magic === MAGIC && (attributes & COMPRESSION) === 0;
    if (isKnown && batchEnd <= end) readRecords(from, baseOffset, attributes, found);
    from.at = batchEnd;
  }
  from.at = end;
  return isKnown ? found : undefined;
}

function readRecords(from: ByteReader, baseOffset: number, attributes: number, to: FetchedMessage[]): void {
  from.int32(); // last offset delta
  const firstMs = Number(from.int64());
  const lastMs = Number(from.int64());
  const producerId = `${from.int64()}`;
  from.int16(); // producer epoch
  from.int32(); // first sequence
  const batchContext = { producerId, inTransaction: (attributes & TRANSACTIONAL) !== 0 };
  const isControlRecord = (attributes & CONTROL) !== 0;
  const isAppendTime = (attributes & APPEND_TIME) !== 0;
  for (let left = from.int32(); left > 0; left--) {
    const length = from.varint();
    const next = from.at + length;
    from.int8(); // attributes, of which there are none
    const createdMs = firstMs + from.varint();
    to.push({
      offset: `${baseOffset + from.varint()}`,
      timestamp: `${isAppendTime ? lastMs : createdMs}`,
      key: from.slice(from.varint()),
      value: from.slice(from.varint()),
      isControlRecord,
      batchContext,
    });
    from.at = next;
  }
}
