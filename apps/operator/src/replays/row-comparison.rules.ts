import { OrderFreeHash } from './replay-proof.rules.ts';
import { type RecordVersion, rowText } from '../projections/record-version.rules.ts';

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

/**
 * Compares what the source says with the rows of a generation.
 * @param whole the generation was built from nothing, so that it must hold exactly the expected rows
 */
export async function compareRows(
  expected: ReadonlyMap<string, RecordVersion>,
  portions: AsyncIterable<readonly RecordVersion[]>,
  whole: boolean,
): Promise<RowComparison> {
  const hashes = { expected: new OrderFreeHash(), found: new OrderFreeHash() };
  const counts = { records: 0, equal: 0, newer: 0, missingVersions: 0 };
  for await (const portion of portions) {
    for (const row of portion) {
      const wanted = expected.get(row.recordId);
      counts.records += 1;
      counts.missingVersions += row.missing;
      hashes.found.add(rowText(row));
      if (wanted === undefined) continue;
      if (row.version > wanted.version) counts.newer += 1;
      else if (says(row, wanted, whole)) counts.equal += 1;
    }
  }
  for (const row of expected.values()) hashes.expected.add(rowText(row));
  const wrong = expected.size - counts.equal - (whole ? 0 : counts.newer);
  const verified = wrong === 0 && (!whole || counts.records === expected.size);
  return {
    verified,
    expected: expected.size,
    ...counts,
    wrong,
    expectedHash: hashes.expected.toString(),
    foundHash: hashes.found.toString(),
  };
}

/** What was missing before the selection began is not known to it. */
const says = (row: RecordVersion, wanted: RecordVersion, whole: boolean): boolean =>
  rowText(whole ? row : { ...row, missing: 0 }) === rowText(whole ? wanted : { ...wanted, missing: 0 });
