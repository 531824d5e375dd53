import { hash } from 'node:crypto';
import type { ReplayedEvent } from '#libs/contracts';

const LANES = 8;
/** A lane holds a sum of 32-bit parts exactly up to 2^53; carries are passed on long before. */
const CARRY_EVERY = 1 << 20;

/** Sum modulo 2^256 of SHA-256 digests: the same for any order, another one for a missing or doubled part. */
export class OrderFreeHash {
  private readonly lanes = new Float64Array(LANES);
  private added = 0;

  add(content: Buffer | string): void {
    // One character per byte: a Buffer costs twice as much as the digest itself.
    const digest = hash('sha256', content, 'binary');
    for (let lane = 0; lane < LANES; lane++) {
      this.lanes[lane] = this.lanes[lane]! + uint32Of(digest, lane * 4);
    }
    if (++this.added % CARRY_EVERY === 0) this.carry();
  }

  /** 64 hexadecimal digits. */
  toString(): string {
    this.carry();
    return [...this.lanes]
      .reverse()
      .map((lane) => lane.toString(16).padStart(8, '0'))
      .join('');
  }

  private carry(): void {
    let over = 0;
    for (let lane = 0; lane < LANES; lane++) {
      const sum = this.lanes[lane]! + over;
      over = Math.floor(sum / 2 ** 32);
      this.lanes[lane] = sum - over * 2 ** 32;
    }
  }
}

const uint32Of = (bytes: string, at: number): number =>
  (bytes.charCodeAt(at) |
    (bytes.charCodeAt(at + 1) << 8) |
    (bytes.charCodeAt(at + 2) << 16) |
    (bytes.charCodeAt(at + 3) << 24)) >>>
  0;

export interface Counts {
  readonly events: number;
  readonly byPartition: Readonly<Record<string, number>>;
  readonly byType: Readonly<Record<string, number>>;
}

/** What was found when a source or target was read: two tallies are equal exactly when they held the same events. */
export interface Tally extends Counts {
  /** Sum modulo 2^256 of the SHA-256 of every event's bytes (its id included, replay marks excluded), hex. */
  readonly hash: string;
  readonly keys: number;
  /** The same kind of sum over `key version` of every key's last version. */
  readonly lastVersionsHash: string;
  /** The last version of every key while there are not too many. */
  readonly lastVersions?: Readonly<Record<string, number>>;
}

/** Counts events by source partition and type. */
export class EventCounter {
  private events = 0;
  private readonly byPartition = new Map<number, number>();
  private readonly byType = new Map<string, number>();

  add(type: string, partition: number): void {
    this.events += 1;
    this.byPartition.set(partition, (this.byPartition.get(partition) ?? 0) + 1);
    this.byType.set(type, (this.byType.get(type) ?? 0) + 1);
  }

  counts(): Counts {
    return {
      events: this.events,
      byPartition: sortedRecord(this.byPartition),
      byType: sortedRecord(this.byType),
    };
  }
}

export const sameTally = (a: Tally, b: Tally): boolean =>
  a.events === b.events && a.hash === b.hash && a.lastVersionsHash === b.lastVersionsHash;

export function sortedRecord<K extends string | number>(map: ReadonlyMap<K, number>): Record<string, number> {
  return Object.fromEntries([...map].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** CloudEvents extension attributes of a replayed event. */
export type ReplayMark = Pick<ReplayedEvent, 'replayid' | 'replayorigin' | 'replaytarget'>;

const CLOSING_BRACE = 0x7d;
const QUOTE = 0x22;
const OPENING = ',"replayid":"';
/** As bytes, because every search would else make them anew. */
const OPENING_BYTES = Buffer.from(OPENING);
/** Longest suffix that {@link marked} appends, generously. */
const SUFFIX_MAX = 700;

/**
 * The event's own bytes with the marks appended as last members, so that the original can be had back byte for byte and
 * need not be parsed and written anew.
 */
export function marked(value: Buffer, { replayid, replayorigin, replaytarget }: ReplayMark): Buffer {
  const plain = unmarked(value);
  const brace = plain.lastIndexOf(CLOSING_BRACE);
  const target = replaytarget === undefined ? '' : `,"replaytarget":"${replaytarget}"`;
  const suffix = `${OPENING}${replayid}","replayorigin":"${replayorigin}"${target}}`;
  const result = Buffer.allocUnsafe(brace + suffix.length);
  plain.copy(result, 0, 0, brace);
  result.write(suffix, brace, 'latin1');
  return result;
}

/** The original event's bytes; an event without marks stays as it is. */
export function unmarked(value: Buffer): Buffer {
  // Marks end with a text, which most events do not: they need not be searched.
  if (value.at(-2) !== QUOTE) return value;
  const from = value.lastIndexOf(OPENING_BYTES);
  if (from < 0 || from < value.length - SUFFIX_MAX) return value;
  const plain = Buffer.allocUnsafe(from + 1);
  value.copy(plain, 0, 0, from);
  plain[from] = CLOSING_BRACE;
  return plain;
}

/** The marks of a replayed event, read from its last members. */
export function markOf(value: Buffer): ReplayMark | undefined {
  const from = value.lastIndexOf(OPENING_BYTES);
  if (from < 0 || from < value.length - SUFFIX_MAX) return undefined;
  try {
    return JSON.parse(`{${value.toString('utf8', from + 1)}`) as ReplayMark;
  } catch {
    return undefined;
  }
}
