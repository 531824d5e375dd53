/** Castagnoli polynomial, reflected (RFC 3720, appendix B.4); Kafka's record batches carry it. */
const POLYNOMIAL = 0x82f63b78;
const SLICES = 8;

/** Eight tables, so that eight bytes are taken per step ("slicing by 8"). */
const tables = new Uint32Array(SLICES * 256);
for (let byte = 0; byte < 256; byte++) {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ POLYNOMIAL : value >>> 1;
  tables[byte] = value;
}
for (let index = 256; index < tables.length; index++) {
  const before = tables[index - 256] ?? 0;
  tables[index] = (before >>> 8) ^ (tables[before & 0xff] ?? 0);
}

/** CRC-32C of the bytes from `start` to `end`. */
export function crc32c(bytes: Uint8Array, start: number, end: number): number {
  const t = tables as unknown as readonly number[] & { [index: number]: number };
  const b = bytes as unknown as { [index: number]: number };
  let crc = 0xffffffff;
  let at = start;
  for (; at + SLICES <= end; at += SLICES) {
    crc ^= b[at]! | (b[at + 1]! << 8) | (b[at + 2]! << 16) | (b[at + 3]! << 24);
    crc =
      t[1792 + (crc & 0xff)]! ^
      t[1536 + ((crc >>> 8) & 0xff)]! ^
      t[1280 + ((crc >>> 16) & 0xff)]! ^
      t[1024 + (crc >>> 24)]! ^
      t[768 + b[at + 4]!]! ^
      t[512 + b[at + 5]!]! ^
      t[256 + b[at + 6]!]! ^
      t[b[at + 7]!]!;
  }
  for (; at < end; at++) crc = (crc >>> 8) ^ t[(crc ^ b[at]!) & 0xff]!;
  return (crc ^ 0xffffffff) >>> 0;
}
