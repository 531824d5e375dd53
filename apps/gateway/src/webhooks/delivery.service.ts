import { Injectable } from '@nestjs/common';
import type { AccessClaims } from '#libs/contracts';
import {
  CursorExpired,
  FeedCursors,
  type Subscription,
  SubscriptionEnded,
  SubscriptionStore,
  tellsAt,
} from '../following/index.ts';
import { limitOf } from '../page-query.dto.ts';
import type { DeliveryDto, DeliveryListDto, DeliveryQueryDto, RedeliveryDto } from './delivery.dto.ts';
import { CallbackNotNamed, DeliveryUnknown } from './delivery.errors.ts';
import { type DeliveryRow, DeliveryStore } from './delivery.store.ts';

const waiting: RedeliveryDto = { state: 'WAITING' };

/** The deliveries of a client's own subscriptions, and doing them again. */
@Injectable()
export class DeliveryService {
  constructor(
    private readonly subscriptions: SubscriptionStore,
    private readonly cursors: FeedCursors,
    private readonly deliveries: DeliveryStore,
  ) {}

  /** @throws SubscriptionUnknown, CursorInvalid */
  async list(id: string, query: DeliveryQueryDto, caller: AccessClaims): Promise<DeliveryListDto> {
    const owner = ownerOf(await this.subscriptions.own(id, caller));
    const { state, after } = query;
    const limit = limitOf(query);
    const before = after === undefined ? undefined : this.cursors.read(after, owner);
    const rows = await this.deliveries.list(id, { state, before, limit });
    const deliveries = rows.map((row) => toDto(row, this.cursors.write(row.position, owner)));
    const last = rows.length === limit ? deliveries.at(-1) : undefined;
    return { deliveries, ...(last && { next: last.cursor }) };
  }

  /** @throws SubscriptionUnknown, SubscriptionEnded, CallbackNotNamed, DeliveryUnknown */
  async again(id: string, eventId: string, caller: AccessClaims): Promise<RedeliveryDto> {
    await this.running(id, caller);
    if (!(await this.deliveries.again(id, eventId))) throw new DeliveryUnknown();
    return waiting;
  }

  /** @throws SubscriptionUnknown, SubscriptionEnded, CallbackNotNamed, CursorInvalid, CursorExpired */
  async since(id: string, after: string | undefined, caller: AccessClaims): Promise<RedeliveryDto> {
    const subscription = await this.running(id, caller);
    const { prunedPosition } = subscription;
    const position = after === undefined ? prunedPosition : this.cursors.read(after, ownerOf(subscription));
    if (position < prunedPosition) throw new CursorExpired();
    await this.deliveries.rewind(id, position);
    return waiting;
  }

  private async running(id: string, caller: AccessClaims): Promise<Subscription> {
    const subscription = await this.subscriptions.own(id, caller);
    if (!tellsAt(subscription, new Date())) throw new SubscriptionEnded();
    if (subscription.callback === null) throw new CallbackNotNamed();
    return subscription;
  }
}

const ownerOf = ({ id: subscriptionId, clientId, authority }: Subscription) => ({
  subscriptionId,
  clientId,
  authority,
});

const toDto = (row: DeliveryRow, cursor: string): DeliveryDto => ({
  eventId: row.eventId,
  eventType: row.eventType,
  state: row.state,
  attempts: row.attempts,
  lastResult: row.lastResult,
  ...(row.lastStatus !== null && { lastStatus: row.lastStatus }),
  firstAttemptAt: row.firstAttemptAt.toISOString(),
  lastAttemptAt: row.lastAttemptAt.toISOString(),
  ...(row.nextAttemptAt !== null && { nextAttemptAt: row.nextAttemptAt.toISOString() }),
  cursor,
});
