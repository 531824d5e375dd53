/** Writes Kafka's wire types into one buffer, which grows and is used again. */
export class ByteWriter {
  private bytes = Buffer.allocUnsafe(1 << 20);
  private at = 0;

  get position(): number {
    return this.at;
  }

  /** What was written; valid until the next `reset`. */
  written(): Buffer {
    return this.bytes.subarray(0, this.at);
  }

  reset(): void {
    this.at = 0;
  }

  /** Makes sure that so many bytes can be written without a further look. */
  ensure(length: number): void {
    if (this.at + length <= this.bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.bytes.length * 2, this.at + length));
    this.bytes.copy(larger, 0, 0, this.at);
    this.bytes = larger;
  }

  int8(value: number): void {
    this.bytes[this.at++] = value;
  }

  int16(value: number): void {
    this.at = this.bytes.writeInt16BE(value, this.at);
  }

  int32(value: number): void {
    this.at = this.bytes.writeInt32BE(value, this.at);
  }

  int64(value: bigint): void {
    this.at = this.bytes.writeBigInt64BE(value, this.at);
  }

  /** Zigzag, for values that are not negative. */
  varint(value: number): void {
    this.unsigned(value * 2);
  }

  /** The length of what follows in a flexible version (KIP-482), which says one more than it is. */
  counted(length: number): void {
    this.unsigned(length + 1);
  }

  private unsigned(value: number): void {
    let rest = value;
    while (rest > 0x7f) {
      this.bytes[this.at++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    this.bytes[this.at++] = rest;
  }

  text(value: string): void {
    this.at += this.bytes.write(value, this.at);
  }

  raw(value: Buffer): void {
    this.bytes.set(value, this.at);
    this.at += value.length;
  }

  /** Overwrites four bytes that were written before. */
  patchInt32(position: number, value: number): void {
    this.bytes.writeInt32BE(value, position);
  }
}

/** Bytes that {@link ByteWriter.varint} takes. */
export function varintLength(value: number): number {
  let length = 1;
  for (let rest = value * 2; rest > 0x7f; rest >>>= 7) length++;
  return length;
}
