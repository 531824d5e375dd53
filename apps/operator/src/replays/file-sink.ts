import { createHash } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { copyFile, type FileHandle, link, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readChangeEvent } from '#libs/contracts';
import { writeWhole } from './bucket-file.ts';
import type { Position } from './replay-progress.rules.ts';
import { marked, markOf, sameTally, type Tally, unmarked } from './replay-proof.rules.ts';
import type { Chunk, ReplaySink, RunSurroundings } from './replay-sink.ts';
import type { Evidence } from './replay.ts';
import { TallyMaker } from './tally-maker.ts';

/** Pseudo-partition under which the length of the file is kept beside the checkpoints. */
const LENGTH = -1;
const NEWLINE = Buffer.from('\n');

/** `<id>.ndjson` with one replayed event per line, and `<id>.ndjson.sha256` as `sha256sum --check` reads it. */
export class FileSink implements ReplaySink {
  private file: FileHandle | undefined;
  private length = 0;
  private readonly partial: string;
  private readonly path: string;

  constructor(private readonly run: RunSurroundings) {
    this.path = join(run.folder, `${run.replay.id}.ndjson`);
    this.partial = `${this.path}.part`;
  }

  /**
   * What lies beyond the length of the checkpoint was written without one and is cut off. The file becomes a new one,
   * so that a runner that has not yet noticed its end writes to the old one, which nobody reads. Copies that were
   * interrupted go first: each attempt would leave one more on a disk that is full.
   */
  async open(): Promise<readonly Position[]> {
    const all = await this.run.lease.checkpoints();
    this.length = all.find(({ partition }) => partition === LENGTH)?.next ?? 0;
    const { folder, replay } = this.run;
    await mkdir(folder, { recursive: true });
    for (const { id, path, epoch = replay.epoch } of await partialFiles(folder))
      if (id === replay.id && epoch < replay.epoch) await rm(path, { force: true });
    const fresh = `${this.partial}.${replay.epoch}`;
    if (this.length > 0) await copyFile(this.partial, fresh, constants.COPYFILE_FICLONE);
    this.file = await open(fresh, this.length > 0 ? 'r+' : 'w', 0o640);
    await this.file.truncate(this.length);
    await this.file.sync();
    await rename(fresh, this.partial);
    return all.filter(({ partition }) => partition !== LENGTH);
  }

  /** First the bytes are on the disk, then the checkpoint says so. */
  async write({ events, positions }: Chunk): Promise<void> {
    const { replay, lease } = this.run;
    const lines = events.flatMap(({ value, partition, offset }) => {
      const replayorigin = `${replay.selection.topic}/${partition}/${offset}`;
      return [marked(value, { replayid: replay.id, replayorigin }), NEWLINE];
    });
    const bytes = Buffer.concat(lines);
    await writeWhole(this.handle(), bytes, this.length);
    await this.handle().datasync();
    this.length += bytes.length;
    const length = { partition: LENGTH, next: this.length, read: 0, selected: 0 };
    await lease.transaction(() => lease.saveCheckpoints([...positions, length]));
  }

  async verify(rereading: Promise<Tally>): Promise<Evidence> {
    const [source, target] = [await rereading, await this.readTarget()];
    const digest = createHash('sha256');
    for await (const part of createReadStream(this.partial)) digest.update(part as Buffer);
    const detail = { file: `${this.run.replay.id}.ndjson`, bytes: this.length, sha256: digest.digest('hex') };
    return { verified: sameTally(source, target), source, target, detail };
  }

  /** Only a whole and verified file gets its name. */
  async settle({ detail }: Evidence): Promise<void> {
    const sums = await open(`${this.path}.sha256`, 'w', 0o640);
    await sums.writeFile(`${String(detail['sha256'])}  ${String(detail['file'])}\n`);
    await sums.sync();
    await sums.close();
    await rm(`${this.path}.whole`, { force: true });
    await link(this.partial, `${this.path}.whole`);
    await rename(`${this.path}.whole`, this.path);
    const folder = await open(this.run.folder, 'r');
    await folder.sync();
    await folder.close();
  }

  async close(): Promise<void> {
    await this.file?.close();
  }

  private async readTarget(): Promise<Tally> {
    const maker = new TallyMaker(this.run.folder);
    try {
      for await (const value of linesOf(this.partial)) {
        const mark = markOf(value);
        const plain = unmarked(value);
        const event = readChangeEvent(plain);
        if (event) maker.add(event, plain, Number(mark?.replayorigin.split('/').at(-2)));
        await maker.flush();
        this.run.signal.throwIfAborted();
      }
      return await maker.tally();
    } finally {
      await maker.close();
    }
  }

  private handle(): FileHandle {
    if (!this.file) throw new Error('The file is not open.');
    return this.file;
  }
}

/** The lines of a file, byte for byte. `node:readline` would also split at U+2028, which JSON may contain. */
export async function* linesOf(path: string): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const part of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
    const bytes = Buffer.concat([rest, part as Buffer]);
    let start = 0;
    for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, start)) {
      yield bytes.subarray(start, end);
      start = end + 1;
    }
    rest = bytes.subarray(start);
  }
  if (rest.length > 0) yield rest;
}

const partialName = /^([0-9a-f-]{36})\.ndjson\.part(?:\.(\d+))?$/;

/** A file that a replay has under way, or the copy of one that an epoch began with. */
export interface PartialFile {
  readonly id: string;
  readonly path: string;
  /** Of a copy. */
  readonly epoch?: number;
}

export async function partialFiles(folder: string): Promise<readonly PartialFile[]> {
  // A folder that is not there yet holds none.
  const names = await readdir(folder).catch(() => []);
  return names.flatMap((name) => {
    const [, id, epoch] = partialName.exec(name) ?? [];
    if (id === undefined) return [];
    return [{ id, path: join(folder, name), ...(epoch !== undefined && { epoch: Number(epoch) }) }];
  });
}

export const removePartialFile = (folder: string, id: string): Promise<void> =>
  rm(join(folder, `${id}.ndjson.part`), { force: true });
