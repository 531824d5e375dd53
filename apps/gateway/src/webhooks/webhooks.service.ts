import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import type { AccessClaims } from '#libs/contracts';
import { ClientInactive, DomainError, HOT_POOL, pageOf } from '#libs/service-kit';
import {
  callbackNetwork,
  type DeliveryRow,
  DeliveryStore,
  ping,
  ReceiverStore,
  WebhookConfig,
} from '#libs/webhooks';
import {
  CursorExpired,
  FeedCursors,
  type Subscription,
  SubscriptionEnded,
  SubscriptionStore,
  tellsAt,
} from '../following/index.ts';
import { QuotaExceeded } from '../limits/index.ts';
import { limitOf } from '../page-query.dto.ts';
import { CallbackUnknown, keptBy, PolicyStore } from '../policy/index.ts';
import type {
  CallbackDto,
  DeliveryListDto,
  DeliveryQueryDto,
  NewSecretDto,
  PingDto,
  RedeliveryDto,
} from './webhooks.dto.ts';
import { toDeliveryDto, toReceiverDto } from './webhooks.rules.ts';

/** Of what is sent to callbacks about no register. */
export const SOURCE = 'urn:einmal:gateway';
/** A ping waits up to its deadline for the receiver: one at a time, and none for whom a receiver is to be kept busy. */
const PING_EVERY_MS = 10_000;
const OVERLAP_HOURS = 24;
const HOUR_MS = 3_600_000;
const waiting: RedeliveryDto = { state: 'WAITING' };

interface Callback {
  readonly id: string;
  readonly url: string;
}

/** An authority's own callbacks, where they lead being the policy's to say, and what is sent to them. */
@Injectable()
export class WebhooksService {
  /** When each was pinged last by this gateway; there are as many as the policy lists. */
  private readonly pingedMs = new Map<string, number>();

  constructor(
    @Inject(HOT_POOL) private readonly pool: Pool,
    private readonly receivers: ReceiverStore,
    private readonly deliveries: DeliveryStore,
    private readonly subscriptions: SubscriptionStore,
    private readonly cursors: FeedCursors,
    private readonly policy: PolicyStore,
    private readonly config: WebhookConfig,
  ) {}

  /** @throws ClientInactive */
  async callbacks(caller: AccessClaims): Promise<readonly CallbackDto[]> {
    return this.describe(await this.own(caller));
  }

  /** @throws ClientInactive, CallbackUnknown */
  async newSecret(id: string, overlapHours: number | undefined, caller: AccessClaims): Promise<NewSecretDto> {
    await this.ownOne(id, caller);
    const made = await this.receivers.rotate(id, (overlapHours ?? OVERLAP_HOURS) * HOUR_MS);
    return { ...made, createdAt: made.createdAt.toISOString() };
  }

  /** @throws ClientInactive, CallbackUnknown, QuotaExceeded */
  async ping(id: string, caller: AccessClaims): Promise<PingDto> {
    const callback = await this.ownOne(id, caller);
    const sinceMs = performance.now() - (this.pingedMs.get(id) ?? -Infinity);
    if (sinceMs < PING_EVERY_MS)
      throw new QuotaExceeded(
        Math.ceil((PING_EVERY_MS - sinceMs) / 1_000),
        'This callback was pinged just now.',
      );
    this.pingedMs.set(id, performance.now());
    const secrets = await this.receivers.secretsOf(id);
    return ping({ ...callback, source: SOURCE }, secrets, callbackNetwork(this.config));
  }

  /** @throws ClientInactive, CallbackUnknown */
  async activate(id: string, caller: AccessClaims): Promise<CallbackDto> {
    const callback = await this.ownOne(id, caller);
    await this.receivers.activate(id);
    const [described] = await this.describe([callback]);
    return described!;
  }

  /** @throws SubscriptionUnknown, CursorInvalid */
  async list(id: string, query: DeliveryQueryDto, caller: AccessClaims): Promise<DeliveryListDto> {
    const owner = ownerOf(await this.subscriptions.own(id, caller));
    const { state, after } = query;
    const limit = limitOf(query);
    const before = after === undefined ? undefined : this.cursors.read(after, owner);
    const found = await this.deliveries.list(id, { state, before, limit: limit + 1 });
    const cursorOf = ({ position }: DeliveryRow): string => this.cursors.write(position, owner);
    const { rows, ...next } = pageOf(found, limit, cursorOf);
    return { deliveries: rows.map((row) => toDeliveryDto(row, cursorOf(row))), ...next };
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

  private async own({ authority }: AccessClaims): Promise<readonly Callback[]> {
    if (authority === undefined) throw new ClientInactive();
    const { rows } = await this.pool.query<Callback>(
      'select id, url from policy_callback where authority = any($1::text[]) and active order by id',
      [keptBy(this.policy.current, authority)],
    );
    return rows;
  }

  private async ownOne(id: string, caller: AccessClaims): Promise<Callback> {
    const found = (await this.own(caller)).find((callback) => callback.id === id);
    if (found === undefined) throw new CallbackUnknown();
    return found;
  }

  private async describe(callbacks: readonly Callback[]): Promise<readonly CallbackDto[]> {
    const rows = await this.receivers.list(callbacks.map(({ id }) => id));
    return callbacks.map((callback) => ({
      ...callback,
      ...toReceiverDto(rows.find(({ id }) => id === callback.id)),
    }));
  }
}

export class DeliveryUnknown extends DomainError {
  readonly code = 'delivery-unknown';
  constructor() {
    super('This subscription has no delivery of an event with this id.');
  }
}

/** A subscription that is only read as a feed has nothing to deliver again. */
class CallbackNotNamed extends DomainError {
  readonly code = 'callback-unknown';
  constructor() {
    super('This subscription names no callback; read its feed from a cursor instead.');
  }
}

const ownerOf = ({ id: subscriptionId, clientId, authority }: Subscription) => ({
  subscriptionId,
  clientId,
  authority,
});
