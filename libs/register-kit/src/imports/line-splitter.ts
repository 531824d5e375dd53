import type { Readable } from 'node:stream';

/** Longest line in bytes; longer ones are skipped without being held in memory. */
export const LINE_LIMIT_BYTES = 64 * 1024;

export interface SourceLine {
  /** Counted from 1, empty lines included. */
  readonly number: number;
  /** Absent when the line is too long. */
  readonly bytes?: Buffer;
}

const NEWLINE = 0x0a;

/**
 * Splits a byte stream into lines, lazily, one sequence per chunk read. A line that breaks off because the sender went away is
 * not complete and is left out; the last line of a regular end needs no newline.
 */
export async function* linesOf(input: Readable): AsyncGenerator<Iterable<SourceLine>> {
  const splitter = new LineSplitter();
  for await (const chunk of untilBroken(input)) yield splitter.push(chunk);
  if (input.readableEnded) yield splitter.end();
}

async function* untilBroken(input: Readable): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of input) yield chunk as Buffer;
  } catch {
    // The sender disconnected: what came completely stays.
  }
}

class LineSplitter {
  private parts: Buffer[] = [];
  private length = 0;
  private number = 0;

  *push(chunk: Buffer): Generator<SourceLine> {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      this.keep(chunk.subarray(start, end));
      yield* this.take();
      start = end + 1;
    }
    this.keep(chunk.subarray(start));
  }

  end(): SourceLine[] {
    return this.take();
  }

  private keep(part: Buffer): void {
    this.length += part.length;
    if (this.length <= LINE_LIMIT_BYTES) this.parts.push(part);
    else this.parts = [];
  }

  private take(): SourceLine[] {
    const { length } = this;
    const bytes = this.parts.length === 1 ? (this.parts[0] as Buffer) : Buffer.concat(this.parts);
    this.parts = [];
    this.length = 0;
    this.number += 1;
    if (length > LINE_LIMIT_BYTES) return [{ number: this.number }];
    return bytes.every(isBlank) ? [] : [{ number: this.number, bytes }];
  }
}

/** JSON's own white space (RFC 8259 §2). */
const isBlank = (byte: number): boolean => byte === 0x20 || byte === 0x09 || byte === 0x0d;
