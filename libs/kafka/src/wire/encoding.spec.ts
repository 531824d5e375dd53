import fc from 'fast-check';
import kafkajs, { type PartitionerArgs } from 'kafkajs';
import { ByteWriter, varintLength } from './byte-writer.ts';
import { crc32c } from './crc32c.ts';
import { partitionOf } from './partition-of.ts';

it('computes the checksum of RFC 3720, also from and to odd places', () => {
  const digits = Buffer.from('x123456789y');
  expect(crc32c(digits, 1, 10)).toBe(0xe3069283);
  expect(crc32c(Buffer.alloc(32), 0, 32)).toBe(0x8a9136aa);
});

it('gives a key the partition that other Kafka clients give it', () => {
  const theirs = kafkajs.Partitioners.DefaultPartitioner();
  const partitionMetadata = Array.from({ length: 12 }, (_, partitionId) => ({ partitionId }));
  fc.assert(
    fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), (key) => {
      const asked = {
        topic: 't',
        partitionMetadata,
        message: { key, value: '' },
      } as unknown as PartitionerArgs;
      expect(partitionOf(Buffer.from(key), 12)).toBe(theirs(asked));
    }),
    { numRuns: 2_000 },
  );
});

it('writes numbers as Kafka does', () => {
  const writer = new ByteWriter();
  for (const value of [0, 1, 63, 64, 300, 2_000_000]) {
    const before = writer.position;
    writer.varint(value);
    expect(writer.position - before).toBe(varintLength(value));
  }
  expect([...writer.written()]).toEqual([0, 2, 0x7e, 0x80, 1, 0xd8, 4, 0x80, 0x92, 0xf4, 1]);
});
