import type { ChangeEvent } from '#libs/contracts';
import { rowOf, type RecordVersion, rowText, withRow } from '../projections/record-version.rules.ts';
import { BucketFile } from './bucket-file.ts';
import { OrderFreeHash } from './replay-proof.rules.ts';

/** Records kept in memory; beyond that what is told of any is set aside on disk. */
const RECORDS_IN_MEMORY = 20_000;

export interface RowComparison {
  readonly verified: boolean;
  /** Rows of the generation. */
  readonly records: number;
  /** Records that the source told of. */
  readonly expected: number;
  readonly equal: number;
  /** Rows that already say more than the selection does. */
  readonly newer: number;
  readonly wrong: number;
  /** Versions that no event told of, over all rows. */
  readonly missingVersions: number;
  /** Sums modulo 2^256 of SHA-256 over the rows as expected and as found, hex; the same when all was rebuilt. */
  readonly expectedHash: string;
  readonly foundHash: string;
}

/** What the source says about every record, folded event by event, to be compared with the rows of a generation. */
export class ExpectedRows {
  private readonly rows = new Map<string, RecordVersion>();
  private aside: BucketFile<RecordVersion> | undefined;

  /** @param folder where there is room for a line per event and per row */
  constructor(
    private readonly folder: string,
    private readonly inMemory = RECORDS_IN_MEMORY,
  ) {}

  /** Events of one record in their order. */
  async add(events: Iterable<ChangeEvent>): Promise<void> {
    for (const event of events) {
      const row = rowOf(event);
      if (this.aside) this.aside.add(row.recordId, row);
      else this.rows.set(row.recordId, withRow(this.rows.get(row.recordId), row));
    }
    if (!this.aside && this.rows.size > this.inMemory) {
      this.aside = await BucketFile.open(this.folder);
      for (const row of this.rows.values()) this.aside.add(row.recordId, row);
      this.rows.clear();
    }
    await this.aside?.flush();
  }

  /** @param whole the generation was built from nothing, so that it must hold exactly the expected rows */
  async compare(portions: AsyncIterable<readonly RecordVersion[]>, whole: boolean): Promise<RowComparison> {
    const comparer = new RowComparer(whole);
    if (!this.aside) {
      for await (const found of portions) comparer.compareFound(found, this.rows);
      comparer.countExpected(this.rows.values());
      return comparer.result();
    }
    const foundAside = await BucketFile.open<RecordVersion>(this.folder);
    try {
      for await (const found of portions) {
        for (const row of found) foundAside.add(row.recordId, row);
        await foundAside.flush();
      }
      const buckets = foundAside.buckets();
      for await (const told of this.aside.buckets()) {
        const expected = new Map<string, RecordVersion>();
        for (const row of told) expected.set(row.recordId, withRow(expected.get(row.recordId), row));
        const { value: found } = await buckets.next();
        comparer.compareFound(found ?? [], expected);
        comparer.countExpected(expected.values());
      }
    } finally {
      await foundAside.close();
    }
    return comparer.result();
  }

  async close(): Promise<void> {
    this.rows.clear();
    await this.aside?.close();
  }
}

class RowComparer {
  private readonly hashes = { expected: new OrderFreeHash(), found: new OrderFreeHash() };
  private readonly counts = { records: 0, equal: 0, newer: 0, missingVersions: 0 };
  private expected = 0;

  constructor(private readonly whole: boolean) {}

  compareFound(found: readonly RecordVersion[], expected: ReadonlyMap<string, RecordVersion>): void {
    for (const row of found) {
      const wanted = expected.get(row.recordId);
      this.counts.records += 1;
      this.counts.missingVersions += row.missing;
      this.hashes.found.add(rowText(row));
      if (wanted === undefined) continue;
      if (row.version > wanted.version) this.counts.newer += 1;
      else if (says(row, wanted, this.whole)) this.counts.equal += 1;
    }
  }

  countExpected(rows: Iterable<RecordVersion>): void {
    for (const row of rows) {
      this.expected += 1;
      this.hashes.expected.add(rowText(row));
    }
  }

  result(): RowComparison {
    const { expected, counts, whole } = this;
    const wrong = expected - counts.equal - (whole ? 0 : counts.newer);
    return {
      verified: wrong === 0 && (!whole || counts.records === expected),
      expected,
      ...counts,
      wrong,
      expectedHash: this.hashes.expected.toString(),
      foundHash: this.hashes.found.toString(),
    };
  }
}

/** What was missing before the selection began is not known to it. */
const says = (row: RecordVersion, wanted: RecordVersion, whole: boolean): boolean =>
  rowText(whole ? row : { ...row, missing: 0 }) === rowText(whole ? wanted : { ...wanted, missing: 0 });
