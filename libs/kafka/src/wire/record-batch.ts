import { type ByteWriter, varintLength } from './byte-writer.ts';
import { crc32c } from './crc32c.ts';

/** Who produces; see `InitProducerId`. */
export interface ProducerIdentity {
  readonly producerId: bigint;
  readonly epoch: number;
}

/** One event, measured. */
export interface Sized {
  readonly key: Buffer | null;
  readonly payload: string | Buffer;
  /** Of `payload` in UTF-8. */
  readonly payloadBytes: number;
}

/** What a producer writes to one partition in one go. */
export interface RecordBatch {
  readonly rows: readonly Sized[];
  readonly by: ProducerIdentity;
  /** Of the first row among all that this producer wrote to the partition. */
  readonly firstSequence: number;
  readonly timestampMs: number;
  readonly isTransactional: boolean;
}

const MAGIC = 2;
const BATCH_HEADER_BYTES = 61;
/** Lengths, attributes and deltas of one record, at most. */
const RECORD_FRAME_BYTES = 32;
const TRANSACTIONAL = 0x10;

/**
 * The one header, required by the CloudEvents Kafka binding §3.3 for structured mode: without it a consumer cannot
 * tell a CloudEvent from other JSON. It is the same for every record: count, then name and value with their lengths.
 */
const headers = headerBytes('content-type', 'application/cloudevents+json');

/** Bytes that a record takes at most. */
export const boundOf = ({ key, payloadBytes }: Sized): number =>
  (key?.length ?? 0) + payloadBytes + headers.length + RECORD_FRAME_BYTES;

/** Writes one record batch, format version 2 (Kafka protocol, "Record Batch"), uncompressed. */
export function writeRecordBatch(
  to: ByteWriter,
  { rows, by, firstSequence, timestampMs, isTransactional }: RecordBatch,
): void {
  to.ensure(rows.reduce((sum, row) => sum + boundOf(row), BATCH_HEADER_BYTES));
  const start = to.position;
  to.int64(0n); // base offset: the broker's
  to.int32(0); // length, see below
  to.int32(-1); // partition leader epoch: the broker's
  to.int8(MAGIC);
  to.int32(0); // checksum, see below
  const checked = to.position;
  to.int16(isTransactional ? TRANSACTIONAL : 0); // attributes: no compression, create time
  to.int32(rows.length - 1);
  to.int64(BigInt(timestampMs));
  to.int64(BigInt(timestampMs));
  to.int64(by.producerId);
  to.int16(by.epoch);
  to.int32(firstSequence);
  to.int32(rows.length);
  for (let index = 0; index < rows.length; index++) writeRecord(to, rows[index] as Sized, index);
  const end = to.position;
  to.patchInt32(start + 8, end - start - 12);
  to.patchInt32(checked - 4, crc32c(to.written(), checked, end) | 0);
}

function writeRecord(to: ByteWriter, { key, payload, payloadBytes }: Sized, offsetDelta: number): void {
  // Kafka's length of no key is -1, which zigzag makes one byte of 1.
  const keyFrame = key === null ? 1 : varintLength(key.length) + key.length;
  to.varint(
    2 + varintLength(offsetDelta) + keyFrame + varintLength(payloadBytes) + payloadBytes + headers.length,
  );
  to.int8(0); // attributes
  to.int8(0); // timestamp delta
  to.varint(offsetDelta);
  if (key === null) {
    to.int8(1);
  } else {
    to.varint(key.length);
    to.raw(key);
  }
  to.varint(payloadBytes);
  if (typeof payload === 'string') to.text(payload);
  else to.raw(payload);
  to.raw(headers);
}

/** Each length fits into one byte: zigzag doubles it. */
function headerBytes(name: string, value: string): Buffer {
  const part = (text: string): Buffer => Buffer.concat([Buffer.of(text.length * 2), Buffer.from(text)]);
  return Buffer.concat([Buffer.of(2), part(name), part(value)]);
}
