import type { ChangeEvent } from '#libs/contracts';
import { BucketFile } from './bucket-file.ts';
import { EventCounter, OrderFreeHash, sortedRecord, type Tally } from './replay-proof.rules.ts';

/** Keys kept in memory; beyond that they are set aside on disk. */
const KEYS_IN_MEMORY = 20_000;
/** Keys that a report lists one by one; beyond that their hash stands for them. */
const LISTED_KEYS = 1_000;

/** Tallies a source or a target, exactly, in memory that does not grow with its events or keys. */
export class TallyMaker {
  private readonly counter = new EventCounter();
  private readonly content = new OrderFreeHash();
  private readonly versions: LastVersions;

  /** @param folder where there is room for a line per event */
  constructor(folder: string, keysInMemory = KEYS_IN_MEMORY) {
    this.versions = new LastVersions(folder, keysInMemory);
  }

  /** @param plain the event's bytes without replay marks */
  add(event: ChangeEvent, plain: Buffer, partition: number): void {
    this.counter.add(event.type, partition);
    this.content.add(plain);
    this.versions.add(event.subject, event.data.version);
  }

  /** To be awaited every few thousand events. */
  async flush(): Promise<void> {
    await this.versions.flush();
  }

  async tally(): Promise<Tally> {
    const hash = this.content.toString();
    return { ...this.counter.counts(), hash, ...(await this.versions.tally()) };
  }

  async close(): Promise<void> {
    await this.versions.close();
  }
}

class LastVersions {
  private readonly versions = new Map<string, number>();
  private aside: BucketFile<readonly [key: string, version: number]> | undefined;

  constructor(
    private readonly folder: string,
    private readonly inMemory: number,
  ) {}

  add(key: string, version: number): void {
    keepHigher(this.versions, key, version);
  }

  async flush(): Promise<void> {
    if (this.versions.size <= this.inMemory) return;
    this.aside ??= await BucketFile.open(this.folder);
    for (const entry of this.versions) this.aside.add(entry[0], entry);
    this.versions.clear();
    await this.aside.flush();
  }

  async tally(): Promise<Pick<Tally, 'keys' | 'lastVersions' | 'lastVersionsHash'>> {
    const hash = new OrderFreeHash();
    let keys = 0;
    for await (const versions of this.parts()) {
      keys += versions.size;
      for (const [key, version] of versions) hash.add(`${key} ${version}`);
    }
    return {
      keys,
      lastVersionsHash: hash.toString(),
      ...(keys <= LISTED_KEYS && { lastVersions: sortedRecord(this.versions) }),
    };
  }

  async close(): Promise<void> {
    await this.aside?.close();
  }

  /** Every key in one of them. */
  private async *parts(): AsyncGenerator<ReadonlyMap<string, number>> {
    if (!this.aside) {
      yield this.versions;
      return;
    }
    for (const entry of this.versions) this.aside.add(entry[0], entry);
    for await (const entries of this.aside.buckets()) {
      const versions = new Map<string, number>();
      for (const [key, version] of entries) keepHigher(versions, key, version);
      yield versions;
    }
  }
}

function keepHigher(versions: Map<string, number>, key: string, version: number): void {
  const known = versions.get(key);
  if (known === undefined || known < version) versions.set(key, version);
}
