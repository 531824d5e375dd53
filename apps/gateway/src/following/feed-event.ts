import type { FeedEntry } from './feed.store.ts';

/**
 * A change event as a subscriber gets it, by feed or webhook: CloudEvents 1.0, structured JSON. Same id, source, type
 * and time as the register's event; the subject is the subscriber's own file reference. No values, no record id.
 */
export interface FeedEvent {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject: string;
  /** When the act was recorded, RFC 3339, UTC. */
  readonly time: string;
  readonly datacontenttype: 'application/json';
  /** `effectiveOn`: day from which the change holds, `YYYY-MM-DD`, Europe/Berlin. */
  readonly data: { readonly effectiveOn: string };
  /** Set where an operator replayed the event. */
  readonly replayid?: string;
}

export interface DeliveredEvent {
  /** Place within the subscription's feed. */
  readonly position: number;
  readonly event: FeedEvent;
}

export interface Delivery {
  /** In order. What may not be told now (locked, erased, withdrawn, removed) is simply not there. */
  readonly events: readonly DeliveredEvent[];
  /** Where to go on once these have arrived; equal to `after` where nothing was taken. */
  readonly next: number;
}

export interface TakeOptions {
  /** Position after which to go on; 0 for the beginning. */
  readonly after: number;
  /** Most events of one delivery. */
  readonly limit: number;
  /** For the decision rows. */
  readonly traceId: string;
}

/** An entry as the subscriber gets it. Pure. */
export const toFeedEvent = (entry: FeedEntry): FeedEvent => ({
  specversion: '1.0',
  id: entry.eventId,
  source: entry.source,
  type: entry.type,
  subject: entry.reference,
  time: entry.time,
  datacontenttype: 'application/json',
  data: { effectiveOn: entry.effectiveOn },
  ...(entry.replayId !== '' && { replayid: entry.replayId }),
});
