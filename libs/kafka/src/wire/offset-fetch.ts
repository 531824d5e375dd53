import response from 'kafkajs/src/protocol/requests/offsetFetch/v4/response.js';
import type { Protocol } from '../cluster.ts';
import { ByteReader } from './byte-reader.ts';

/** The first version that asks for more than one group (KIP-709); kafkajs knows none after the fourth. */
const OFFSET_FETCH = { apiKey: 9, apiVersion: 8, apiName: 'OffsetFetch' };
const NOTHING = Buffer.of(0);
/** As kafkajs asks: also offsets that an open transaction may still change. */
const STABLE_ONLY = Buffer.of(0);

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
export function offsetFetch(groupIds: readonly string[]): Protocol {
  const body = Buffer.concat([
    ...[NOTHING, counted(groupIds.length)],
    ...groupIds.flatMap((groupId) => [
      counted(Buffer.byteLength(groupId)),
      Buffer.from(groupId),
      NOTHING,
      NOTHING,
    ]),
    ...[STABLE_ONLY, NOTHING],
  ]);
  return {
    request: { ...OFFSET_FETCH, encode: () => Promise.resolve({ buf: body, buffer: body }) },
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

/** The length of what follows, as messages of flexible versions say it (KIP-482): one more than it is, unsigned. */
function counted(length: number): Buffer {
  const bytes: number[] = [];
  let rest = length + 1;
  for (; rest > 0x7f; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80);
  return Buffer.from([...bytes, rest]);
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
