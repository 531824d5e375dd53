import type { FeedEvent } from './feed-event.ts';
import type { FeedEntry } from './feed.store.ts';

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

const target = /^subscription:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** The subscription that a replay delivers to; `undefined` where it delivers to all, `null` where to something else. */
export function subscriptionOf(replayTarget: string | undefined): string | undefined | null {
  return replayTarget === undefined ? undefined : (target.exec(replayTarget)?.[1] ?? null);
}
