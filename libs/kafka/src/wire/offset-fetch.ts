import response from 'kafkajs/src/protocol/requests/offsetFetch/v4/response.js';
import { bytesOf, type Protocol } from '../cluster.ts';
import { ByteReader } from './byte-reader.ts';
import type { ByteWriter } from './byte-writer.ts';

/** The first version that asks for more than one group (KIP-709); kafkajs knows none after the fourth. */
const OFFSET_FETCH = { apiKey: 9, apiVersion: 8, apiName: 'OffsetFetch' };
const ALL_TOPICS = 0;
const NO_TAGS = 0;
/** As kafkajs asks: also offsets that an open transaction may still change. */
const STABLE_ONLY = 0;
/** Lengths, topics and tags of a group, beside its name; and what stands around the groups. */
const HEAD_BYTES = 12;

/** What a group has committed, on all topics. */
export interface GroupOffsets {
  readonly groupId: string;
  readonly errorCode: number;
  readonly responses: readonly {
    readonly topic: string;
    readonly partitions: readonly {
      readonly partition: number;
      readonly offset: string;
      readonly errorCode: number;
    }[];
  }[];
}

/**
 * Asks one broker at once for all that groups which it coordinates have committed. Rejects with kafkajs' own error where
 * a group's answer is one.
 */
export function offsetFetch(writer: ByteWriter, groupIds: readonly string[]): Protocol {
  const body = written(writer, groupIds);
  return {
    request: { ...OFFSET_FETCH, encode: bytesOf(body) },
    response: {
      decode: (bytes) => Promise.resolve({ groups: read(new ByteReader(bytes)) }),
      parse: async (decoded) => {
        const { groups } = decoded as { groups: readonly GroupOffsets[] };
        for (const group of groups) await response.parse(group);
        return groups;
      },
    },
  };
}

function written(writer: ByteWriter, groupIds: readonly string[]): Buffer {
  writer.reset();
  writer.ensure(HEAD_BYTES);
  writer.int8(NO_TAGS);
  writer.counted(groupIds.length);
  for (const groupId of groupIds) {
    const length = Buffer.byteLength(groupId);
    writer.ensure(2 * HEAD_BYTES + length);
    writer.counted(length);
    writer.text(groupId);
    writer.int8(ALL_TOPICS);
    writer.int8(NO_TAGS);
  }
  writer.int8(STABLE_ONLY);
  writer.int8(NO_TAGS);
  return Buffer.from(writer.written());
}

function read(from: ByteReader): readonly GroupOffsets[] {
  from.tags();
  from.int32(); // for how long the broker throttles
  return from.counted(() => {
    const groupId = from.countedText();
    const responses = from.counted(() => {
      const topic = from.countedText();
      const partitions = from.counted(() => partitionOf(from));
      from.tags();
      return { topic, partitions };
    });
    const errorCode = from.int16();
    from.tags();
    return { groupId, responses, errorCode };
  });
}

function partitionOf(from: ByteReader): GroupOffsets['responses'][number]['partitions'][number] {
  const partition = from.int32();
  const offset = `${from.int64()}`;
  from.int32(); // the leader's epoch
  from.countedText(); // what a consumer wrote beside it
  const errorCode = from.int16();
  from.tags();
  return { partition, offset, errorCode };
}
