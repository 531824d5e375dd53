import { createHash } from 'node:crypto';
import type { ChangeEvent } from '#libs/contracts';

/** Where a range begins or ends. Absent: at the oldest event retained; at the end of the log when the replay starts. */
export type Bound = { readonly time: string } | { readonly offset: number };

/**
 * Which events of one topic. Bounds are positions in the log: a time stands for the first event written at or after
 * it, in each partition, whatever the clocks of the writers said afterwards. Ends are exclusive.
 */
export interface Selection {
  readonly topic: string;
  /** Absent: all. */
  readonly partitions?: readonly number[];
  readonly from?: Bound;
  readonly to?: Bound;
  /** Event subjects (pseudonyms). Absent: all. */
  readonly keys?: readonly string[];
  /** Absent: all. */
  readonly types?: readonly string[];
}

export const targetKinds = ['group', 'side-topic', 'subscription', 'projection', 'file'] as const;
export type ReplayTarget =
  | { readonly kind: 'group'; readonly group: string }
  | { readonly kind: 'side-topic'; readonly topic: string }
  | { readonly kind: 'subscription'; readonly subscription: string }
  | { readonly kind: 'projection' }
  | { readonly kind: 'file' };

/** What an approval covers. */
export interface ReplayOrder {
  readonly selection: Selection;
  readonly target: ReplayTarget;
  readonly ratePerSecond: number;
}

/** SHA-256 (hex) over the order in one canonical form; two orders with one hash replay the same. */
export function orderHash({ selection, target, ratePerSecond }: ReplayOrder): string {
  const { topic, partitions, from, to, keys, types } = selection;
  const sorted = (values?: readonly (string | number)[]): unknown =>
    values ? [...new Set(values)].sort((a, b) => (a < b ? -1 : 1)) : null;
  const canonical = [
    topic,
    sorted(partitions),
    from ?? null,
    to ?? null,
    sorted(keys),
    sorted(types),
    Object.entries(target).sort(([a], [b]) => (a < b ? -1 : 1)),
    ratePerSecond,
  ];
  return createHash('sha256').update(JSON.stringify(canonical)).digest('hex');
}

/** Whether a readable event belongs to the selection; partition and range are the reader's part. */
export function matcherOf({ keys, types }: Selection): (event: ChangeEvent) => boolean {
  const wantedKeys = keys && new Set(keys);
  const wantedTypes = types && new Set(types);
  return ({ subject, type }) => (wantedKeys?.has(subject) ?? true) && (wantedTypes?.has(type) ?? true);
}

/** Whether the selection is all that the topic retains: a projection can then be built from nothing. */
export const isWhole = ({ partitions, from, to, keys, types }: Selection): boolean =>
  [partitions, from, to, keys, types].every((part) => part === undefined);

/** Topics that may be replayed: a register's changes, and what was replayed to the side before. */
export const isReplayable = (topic: string): boolean =>
  /^register\.[a-z0-9-]+\.changes\.v\d+$/.test(topic) || isSideTopic(topic);

/** Only names of this form may be written to as side topics, so that no replay reaches a stream that others read. */
export const isSideTopic = (topic: string): boolean => /^replay\.[a-z0-9][a-z0-9.-]{0,100}$/.test(topic);
