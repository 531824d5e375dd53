import { Injectable } from '@nestjs/common';
import type { AccessClaims } from '#libs/contracts';
import { SubscriptionStore } from './subscription.store.ts';
import { FeedCursors } from './feed-cursors.ts';
import { FeedDeliveries } from './feed-deliveries.service.ts';
import type { FeedDto, FeedQueryDto } from './feed.dto.ts';
import { FeedWatch } from './feed-watch.service.ts';

const DEFAULT_LIMIT = 50;

export interface FeedCall {
  readonly traceId: string;
  /** Aborted when the caller has gone. */
  readonly signal: AbortSignal;
}

/** A subscriber's own feed: what comes after its cursor, at once or as soon as there is something. */
@Injectable()
export class FeedService {
  constructor(
    private readonly subscriptions: SubscriptionStore,
    private readonly deliveries: FeedDeliveries,
    private readonly cursors: FeedCursors,
    private readonly watch: FeedWatch,
  ) {}

  /** @throws SubscriptionUnknown, CursorInvalid, and as {@link FeedDeliveries.take} */
  async read(
    id: string,
    query: FeedQueryDto,
    caller: AccessClaims,
    { traceId, signal }: FeedCall,
  ): Promise<FeedDto> {
    const { clientId, authority, prunedPosition } = await this.subscriptions.own(id, caller);
    const owner = { subscriptionId: id, clientId, authority };
    const limit = Number(query.limit ?? DEFAULT_LIMIT);
    const deadlineMs = Date.now() + Number(query.waitS ?? 0) * 1_000;
    let after = query.after === undefined ? prunedPosition : this.cursors.read(query.after, owner);
    for (;;) {
      const { events, next } = await this.deliveries.take(id, { after, limit, traceId });
      after = next;
      const timeoutMs = events.length > 0 ? 0 : deadlineMs - Date.now();
      if (await this.watch.wait(id, { clientId, after, timeoutMs, signal })) continue;
      return { events: events.map(({ event }) => event), next: this.cursors.write(after, owner) };
    }
  }
}
