import { Injectable } from '@nestjs/common';
import { ofSource } from '#libs/contracts';
import { PolicyStore } from '../policy/index.ts';
import {
  CursorExpired,
  SubscriptionEnded,
  SubscriptionNotGranted,
  SubscriptionUnknown,
} from './following.errors.ts';
import { EventDecisions } from './event-decisions.service.ts';
import { type DeliveredEvent, type Delivery, type TakeOptions, toFeedEvent } from './feed-event.ts';
import { type FeedEntry, type FeedPage, FeedStore } from './feed.store.ts';

/** Pages looked through for one delivery, so that a long run of withheld entries cannot keep a request busy. */
const MAX_PAGES = 10;

interface Decided {
  /** In order, up to the first entry that could not be decided. */
  readonly told: readonly DeliveredEvent[];
  /** Place of the last entry decided. */
  readonly upTo?: number;
  /** Why it went no further. */
  readonly fault?: Error;
}

/**
 * Takes entries of a feed, each decided at this very moment and again whenever it is taken: whoever may not be told of
 * now is left out without a trace. Positions only move past entries that were decided.
 */
@Injectable()
export class FeedDeliveries {
  constructor(
    private readonly feeds: FeedStore,
    private readonly decisions: EventDecisions,
    private readonly policy: PolicyStore,
  ) {}

  /**
   * The next events after a position. When a register falls silent on the way, those decided before are delivered.
   * @throws SubscriptionUnknown, SubscriptionEnded, SubscriptionNotGranted, ClientInactive, CursorExpired,
   *   RegisterUnavailable, DecisionUnavailable, Overloaded
   */
  async take(subscriptionId: string, { after, limit, traceId }: TakeOptions): Promise<Delivery> {
    await this.policy.upToDate();
    const events: DeliveredEvent[] = [];
    let next = after;
    for (let round = 0; round < MAX_PAGES && events.length < limit; round++) {
      const page = await this.page(subscriptionId, next, limit - events.length);
      if (page.entries.length === 0) break;
      const decided = await this.decideAll(subscriptionId, page, traceId);
      events.push(...decided.told);
      next = decided.upTo ?? next;
      if (decided.fault === undefined) continue;
      if (events.length === 0) throw decided.fault;
      break;
    }
    return { events, next };
  }

  /** The one event at a position. Empty where it may not be told now. @throws as {@link take} */
  async takeAt(
    subscriptionId: string,
    position: number,
    { traceId }: Pick<TakeOptions, 'traceId'>,
  ): Promise<Delivery> {
    await this.policy.upToDate();
    const page = await this.page(subscriptionId, position - 1, 1);
    const { told, fault } = await this.decideAll(subscriptionId, page, traceId);
    if (fault) throw fault;
    return { events: told, next: position };
  }

  private async page(subscriptionId: string, after: number, limit: number): Promise<FeedPage> {
    const page = await this.feeds.page(subscriptionId, after, limit);
    if (page === undefined) throw new SubscriptionUnknown();
    if (!page.open) throw new SubscriptionEnded();
    if (after < page.prunedPosition) throw new CursorExpired();
    if (!page.eventTypes.some((type) => this.decisions.grantFor(page, [type])))
      throw new SubscriptionNotGranted();
    return page;
  }

  private async decideAll(subscriptionId: string, page: FeedPage, traceId: string): Promise<Decided> {
    const { entries } = page;
    const results = await Promise.allSettled(entries.map((entry) => this.mayTell(page, entry, traceId)));
    const firstFault = results.findIndex(({ status }) => status === 'rejected');
    const decided = firstFault === -1 ? entries : entries.slice(0, firstFault);
    const allowed = decided.filter((_, index) => {
      const result = results[index]!;
      return result.status === 'fulfilled' && result.value;
    });
    const subjectIds = allowed.map(({ subjectId }) => subjectId);
    const listed = await this.feeds.stillListed(subscriptionId, subjectIds);
    const [last, fault] = [decided.at(-1), results[firstFault]];
    return {
      told: allowed.filter(({ subjectId }) => listed.has(subjectId)).map(toDelivered),
      ...(last && { upTo: last.position }),
      ...(fault?.status === 'rejected' && { fault: fault.reason as Error }),
    };
  }

  private async mayTell(page: FeedPage, entry: FeedEntry, traceId: string): Promise<boolean> {
    if (!entry.listed) return false;
    const answer = await this.decisions.ask(page, {
      eventTypes: [entry.type],
      named: { kind: 'record', value: entry.recordId },
      authority: ofSource(entry.source)?.authority,
      subject: entry.subject,
      citizen: entry.subjectKind === 'idnr' ? entry.subject : undefined,
      consentId: entry.consentId ?? undefined,
      reference: entry.reference,
      traceId,
    });
    return answer?.status === 'EVIDENCE';
  }
}

const toDelivered = (entry: FeedEntry): DeliveredEvent => ({
  position: entry.position,
  event: toFeedEvent(entry),
});
