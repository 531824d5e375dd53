/** Reads Kafka's wire types one after the other; a slice is a view and no copy. */
export class ByteReader {
  at = 0;
  private readonly bytes: Buffer;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  int8(): number {
    return this.bytes.readInt8(this.at++);
  }

  int16(): number {
    this.at += 2;
    return this.bytes.readInt16BE(this.at - 2);
  }

  int32(): number {
    this.at += 4;
    return this.bytes.readInt32BE(this.at - 4);
  }

  int64(): bigint {
    this.at += 8;
    return this.bytes.readBigInt64BE(this.at - 8);
  }

  text(): string {
    return this.slice(this.int16())?.toString() ?? '';
  }

  /** Zigzag; exact up to 2^53 (ten bytes hold more than a difference of times or offsets ever is). */
  varint(): number {
    const value = this.unsigned();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  private unsigned(): number {
    let value = 0;
    let byte;
    let factor = 1;
    do {
      byte = this.bytes[this.at++] ?? 0;
      value += (byte & 0x7f) * factor;
      factor *= 0x80;
    } while (byte > 0x7f);
    return value;
  }

  /** Nothing where the length is negative. */
  slice(length: number): Buffer | null {
    if (length < 0) return null;
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  /** What `read` finds, so many times as the next 32 bits say. */
  array<T>(read: () => T): T[] {
    return Array.from({ length: Math.max(0, this.int32()) }, read);
  }

  /** An array of a flexible version (KIP-482), which says one more than it holds, and 0 where it is absent. */
  counted<T>(read: () => T): T[] {
    return Array.from({ length: Math.max(0, this.unsigned() - 1) }, read);
  }

  /** A text of a flexible version. */
  countedText(): string {
    return this.slice(this.unsigned() - 1)?.toString() ?? '';
  }

  /** Passes over what later versions add to a structure. */
  tags(): void {
    for (let left = this.unsigned(); left > 0; left--) {
      this.unsigned();
      this.slice(this.unsigned());
    }
  }
}
