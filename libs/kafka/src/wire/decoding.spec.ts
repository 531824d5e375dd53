import { ByteWriter } from './byte-writer.ts';
import { readFetchResponse } from './fetch-response.ts';
import { type RecordBatch, writeRecordBatch } from './record-batch.ts';

const by = { producerId: 7n, epoch: 1 };
const row = (key: string | null, payload: string) => ({
  key: key === null ? null : Buffer.from(key),
  payload,
  payloadBytes: Buffer.byteLength(payload),
});

function recordBatch(rows: RecordBatch['rows'], isTransactional = false): Buffer {
  const to = new ByteWriter();
  writeRecordBatch(to, { rows, by, firstSequence: 0, timestampMs: 1_760_000_000_000, isTransactional });
  return Buffer.from(to.written());
}

/** With another base offset than the encoder's, as the broker sets it. */
function at(offset: bigint, batch: Buffer, attributes = batch.readInt16BE(21)): Buffer {
  const moved = Buffer.from(batch);
  moved.writeBigInt64BE(offset);
  moved.writeInt16BE(attributes, 21);
  return moved;
}

/** One topic with one partition. */
function response(records: Buffer): Buffer {
  const to = new ByteWriter();
  for (const write of [() => to.int32(3), () => to.int16(0), () => to.int32(0)]) write();
  to.int32(1);
  to.int16(1);
  to.text('t');
  to.int32(1);
  to.int32(4);
  to.int16(0);
  for (const offset of [20n, 19n, 2n]) to.int64(offset);
  to.int32(1);
  for (const aborted of [9n, 11n]) to.int64(aborted);
  to.int32(-1);
  to.int32(records.length);
  to.ensure(records.length);
  to.raw(records);
  return Buffer.from(to.written());
}

const messagesOf = (records: Buffer): unknown =>
  (readFetchResponse(response(records)) as { responses: [{ partitions: [{ messages: unknown }] }] })
    .responses[0].partitions[0].messages;

it('decodes a fetched partition as kafkajs does', () => {
  const context = { producerId: '7', inTransaction: false };
  const message = {
    ...{ offset: '12', timestamp: '1760000000000', key: Buffer.from('Straße'), value: Buffer.from('äöü') },
    ...{ isControlRecord: false, batchContext: context },
  };
  const rows = [row('Straße', 'äöü'), row(null, 'x'.repeat(20_000))];
  expect(readFetchResponse(response(at(12n, recordBatch(rows))))).toEqual({
    ...{ throttleTime: 0, clientSideThrottleTime: 3, errorCode: 0, sessionId: 0 },
    responses: [
      {
        topicName: 't',
        partitions: [
          {
            ...{ partition: 4, errorCode: 0, preferredReadReplica: -1 },
            ...{ highWatermark: '20', lastStableOffset: '19', lastStartOffset: '2' },
            abortedTransactions: [{ producerId: '9', firstOffset: '11' }],
            messages: [
              message,
              { ...message, offset: '13', key: null, value: Buffer.from('x'.repeat(20_000)) },
            ],
          },
        ],
      },
    ],
  });
});

it('says which messages are of a transaction or mark its end', () => {
  const data = at(2n ** 40n, recordBatch([row('k', 'v')], true));
  const marker = at(2n ** 40n + 1n, recordBatch([row('\0\0\0\0', '')]), 0x30);
  expect(messagesOf(Buffer.concat([data, marker]))).toMatchObject([
    { offset: `${2 ** 40}`, isControlRecord: false, batchContext: { inTransaction: true } },
    { offset: `${2 ** 40 + 1}`, isControlRecord: true, batchContext: { inTransaction: true } },
  ]);
});

it('leaves out a batch that is cut off, and finds nothing in no records', () => {
  const batch = recordBatch([row('k', 'v')]);
  for (const length of [batch.length - 1, 61, 60, 20]) {
    expect(messagesOf(Buffer.concat([batch, batch.subarray(0, length)]))).toHaveLength(1);
  }
  expect(messagesOf(Buffer.alloc(0))).toEqual([]);
});

it('leaves to kafkajs what it does not know', () => {
  const batch = recordBatch([row('k', 'v')]);
  const GZIP = 1;
  expect(readFetchResponse(response(Buffer.concat([batch, at(1n, batch, GZIP)])))).toBeUndefined();
  const old = Buffer.from(batch);
  old[16] = 1;
  expect(readFetchResponse(response(old))).toBeUndefined();
});
