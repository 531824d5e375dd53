import { randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Enough that a bucket of a billion entries still fits into memory. */
const BUCKETS = 256;
const BLOCK_BYTES = 4 * 1024;
const NEWLINE = 10;

/**
 * Entries set aside on disk, apart by their key: all of one key are in one bucket, in the order in which they were added,
 * and a bucket holds a 256th of everything. The file loses its name at once, so nothing is left however the process ends.
 */
export class BucketFile<T> {
  private readonly blocks = Array.from({ length: BUCKETS }, (): Block | undefined => undefined);
  private readonly places = Array.from({ length: BUCKETS }, (): number[] => []);
  private full: { readonly bucket: number; readonly block: Block }[] = [];
  private end = 0;

  private constructor(private readonly file: FileHandle) {}

  static async open<T>(folder: string): Promise<BucketFile<T>> {
    await mkdir(folder, { recursive: true });
    const path = join(folder, `${randomUUID()}.aside`);
    const file = await open(path, 'wx+', 0o600);
    await rm(path);
    return new BucketFile(file);
  }

  /** Stays in memory until {@link flush} or {@link buckets}. @param entry JSON, of a block's length at most */
  add(key: string, entry: T): void {
    const bucket = bucketOf(key);
    const line = `${JSON.stringify(entry)}\n`;
    const size = Buffer.byteLength(line);
    if (size > BLOCK_BYTES) throw new Error('An entry is longer than a block.');
    let block = this.blocks[bucket];
    if (block !== undefined && block.used + size > BLOCK_BYTES) {
      this.full.push({ bucket, block });
      block = undefined;
    }
    block ??= this.blocks[bucket] = { bytes: Buffer.alloc(BLOCK_BYTES, NEWLINE), used: 0 };
    block.used += block.bytes.write(line, block.used);
  }

  /** Writes the blocks that are full; to be awaited now and then, so that they do not pile up. */
  async flush(): Promise<void> {
    const due = this.full;
    this.full = [];
    for (const { bucket, block } of due) {
      await writeWhole(this.file, block.bytes, this.end);
      this.places[bucket]?.push(this.end);
      this.end += BLOCK_BYTES;
    }
  }

  /** The entries of each bucket; two files give the same keys in their buckets of the same number. */
  async *buckets(): AsyncGenerator<readonly T[], undefined> {
    for (const [bucket, block] of this.blocks.entries()) if (block) this.full.push({ bucket, block });
    this.blocks.fill(undefined);
    await this.flush();
    const block = Buffer.alloc(BLOCK_BYTES);
    for (const places of this.places) {
      const entries: T[] = [];
      for (const place of places) {
        await this.file.read(block, 0, BLOCK_BYTES, place);
        for (const line of block.toString().split('\n')) if (line !== '') entries.push(JSON.parse(line) as T);
      }
      yield entries;
    }
  }

  async close(): Promise<void> {
    await this.file.close();
  }
}

/** A disk with room for a part of it takes that part without a word, and only refuses the rest. */
export async function writeWhole(file: FileHandle, bytes: Buffer, at: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, at + done);
    done += bytesWritten;
  }
}

interface Block {
  readonly bytes: Buffer;
  used: number;
}

/** By the end of the key: pseudonyms are random everywhere, record ids begin with a time. */
function bucketOf(key: string): number {
  let sum = 0;
  for (let at = Math.max(0, key.length - 8); at < key.length; at++) sum = (sum * 31 + key.charCodeAt(at)) | 0;
  return (sum ^ (sum >>> 8) ^ (sum >>> 16)) & (BUCKETS - 1);
}
