import type { AuditAnchor } from '#libs/contracts';

/** An anchor as it was found, with the broker's time. */
export interface FoundAnchor extends AuditAnchor {
  readonly at: Date;
}

export interface AnchorFindings {
  /** How many anchors there are. */
  readonly count: number;
  /** Highest entry that is anchored. */
  readonly upToEntry?: number;
  /** When that entry was first anchored, by the broker's clock. */
  readonly upToTime?: string;
  /** Whether the log holds every anchored entry as it was anchored. */
  readonly agree: boolean;
  /** Lowest anchored entry that is gone or another one. */
  readonly firstDisagreement?: number;
}

const HASH = /^[0-9a-f]{64}$/;

/** Nothing for what is no anchor: who may write there may write anything. */
export function readAnchor(value: Buffer | null, timestamp: string): FoundAnchor | undefined {
  try {
    const { seq, hash } = JSON.parse(value?.toString() ?? '') as Partial<AuditAnchor>;
    if (!Number.isSafeInteger(seq) || seq! < 1 || typeof hash !== 'string' || !HASH.test(hash))
      return undefined;
    return { seq: seq!, hash, at: new Date(Number(timestamp)) };
  } catch {
    return undefined;
  }
}

/** @param hashes of the log's entries that the anchors name */
export function compareAnchors(
  anchors: readonly FoundAnchor[],
  hashes: ReadonlyMap<number, string>,
): AnchorFindings {
  const wrong = anchors.filter(({ seq, hash }) => hashes.get(seq) !== hash).map(({ seq }) => seq);
  const upToEntry = anchors.reduce((most, { seq }) => Math.max(most, seq), 0);
  const times = anchors.filter(({ seq }) => seq === upToEntry).map(({ at }) => at.getTime());
  return {
    count: anchors.length,
    ...(anchors.length > 0 && { upToEntry, upToTime: new Date(Math.min(...times)).toISOString() }),
    agree: wrong.length === 0,
    ...(wrong.length > 0 && { firstDisagreement: wrong.reduce((least, seq) => Math.min(least, seq)) }),
  };
}
