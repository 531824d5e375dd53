import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import { DomainError, HOT_POOL } from '#libs/service-kit';
import type { NextMessage, WebhookPlace, WebhookSource } from '#libs/webhooks';
import { type DeliveredEvent, FeedDeliveries, type FeedEvent } from '../following/index.ts';

/** Until a subscription is asked again whose events could not be decided: a register is silent, or rights ended. */
const WAIT_MS = { soon: 5_000, over: 600_000 };
/** Looked at again now and then, because a policy may bring rights back. */
const ended: ReadonlySet<string> = new Set([
  'subscription-ended',
  'subscription-unknown',
  'subscription-not-granted',
  'client-inactive',
]);

/** What is sent to callbacks: the feeds of the subscriptions that name one, each event decided at each attempt. */
@Injectable()
export class FeedWebhooks implements WebhookSource {
  constructor(
    @Inject(HOT_POOL) private readonly pool: Pool,
    @Inject(FeedDeliveries) private readonly deliveries: Pick<FeedDeliveries, 'take' | 'takeAt'>,
  ) {}

  async addressOf(callback: string): Promise<string | undefined> {
    const { rows } = await this.pool.query<{ url: string }>(address, [callback]);
    return rows[0]?.url;
  }

  async next(place: WebhookPlace): Promise<NextMessage> {
    const { stream: subscriptionId, after, head, only } = place;
    // Each attempt is a call of its own in the logs and decisions.
    const traceId = randomBytes(16).toString('hex');
    try {
      const { events, next } =
        only === undefined
          ? await this.deliveries.take(subscriptionId, { after, limit: 1, traceId })
          : await this.deliveries.takeAt(subscriptionId, only, { traceId });
      if (events[0] !== undefined) return toMessage(subscriptionId, events[0], next);
      // A feed that goes no further has nothing up to the head: an event that came twice leaves a place empty.
      return { kind: 'withheld', upTo: next > after ? next : head };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      if (error.code === 'cursor-expired') return this.afterPruned(place);
      return ended.has(error.code)
        ? { kind: 'ended', waitMs: WAIT_MS.over }
        : { kind: 'undecided', waitMs: WAIT_MS.soon };
    }
  }

  /** Entries whose retention ended before they could be delivered. */
  private async afterPruned({ stream, head }: WebhookPlace): Promise<NextMessage> {
    const { rows } = await this.pool.query<{ upTo: number }>(
      'select pruned_position::float8 as "upTo" from subscription where id = $1',
      [stream],
    );
    return { kind: 'withheld', upTo: Math.min(rows[0]?.upTo ?? head, head) };
  }
}

/** One id for all attempts and redeliveries of an event to a subscription; an operator's replay is a new message. */
export const webhookId = (
  { id, replayid }: Pick<FeedEvent, 'id' | 'replayid'>,
  subscriptionId: string,
): string => [id, subscriptionId, ...(replayid === undefined ? [] : [replayid])].join('_');

const toMessage = (
  subscriptionId: string,
  { position, event }: DeliveredEvent,
  upTo: number,
): NextMessage => ({
  kind: 'message',
  webhookId: webhookId(event, subscriptionId),
  body: JSON.stringify(event),
  position,
  upTo,
  eventId: event.id,
  eventType: event.type,
});

const address = `
select c.url from policy_callback c join policy_authority a on a.id = c.authority
where c.id = $1 and c.active and a.active`;
