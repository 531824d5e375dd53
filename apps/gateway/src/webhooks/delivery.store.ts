import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import { HOT_POOL } from '#libs/service-kit';

/** WAITING: another attempt will come. Of what may not be told any more nothing is listed. */
export const deliveryStates = ['WAITING', 'DELIVERED', 'FAILED'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

export interface DeliveryRow {
  readonly position: number;
  readonly eventId: string;
  readonly eventType: string;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly lastResult: string;
  readonly lastStatus: number | null;
  readonly firstAttemptAt: Date;
  readonly lastAttemptAt: Date;
  readonly nextAttemptAt: Date | null;
}

export interface DeliveryQuery {
  readonly state?: DeliveryState | undefined;
  /** Position of the last entry of the page before. */
  readonly before?: number | undefined;
  readonly limit: number;
}

/** What its subscriber sees and asks of a subscription's deliveries. */
@Injectable()
export class DeliveryStore {
  constructor(@Inject(HOT_POOL) private readonly pool: Pool) {}

  /** Newest first. */
  async list(
    subscriptionId: string,
    { state, before, limit }: DeliveryQuery,
  ): Promise<readonly DeliveryRow[]> {
    const values = [subscriptionId, state ?? null, before ?? null, limit];
    const { rows } = await this.pool.query<DeliveryRow>(list, values);
    return rows;
  }

  /** Asks for one event again. False: it was never tried, or may not be told any more. */
  async again(subscriptionId: string, eventId: string): Promise<boolean> {
    const { rowCount } = await this.pool.query(again, [subscriptionId, eventId]);
    return rowCount !== 0;
  }

  /** Puts the subscription back behind a position; everything after it is delivered once more, in order. */
  async rewind(subscriptionId: string, position: number): Promise<void> {
    await this.pool.query(rewind, [subscriptionId, position]);
  }
}

const shownState = `case when d.again_due_at is not null then 'WAITING' else d.state end`;

const list = `
select d.position, d.event_id as "eventId", d.event_type as "eventType", ${shownState} as state, d.attempts,
  d.last_result as "lastResult", d.last_status as "lastStatus", d.first_attempt_at as "firstAttemptAt",
  d.last_attempt_at as "lastAttemptAt",
  case when d.again_due_at is not null then d.again_due_at
    when d.state = 'WAITING' then greatest(w.due_at, c.paused_until, clock_timestamp()) end as "nextAttemptAt"
from webhook_delivery d join subscription s on s.id = d.subscription_id
left join webhook_lane w on w.subscription_id = d.subscription_id
left join webhook_callback c on c.callback_id = s.callback
where d.subscription_id = $1 and d.state <> 'WITHHELD' and ($2::text is null or ${shownState} = $2)
  and ($3::bigint is null or d.position < $3)
order by d.position desc limit $4`;

/** Of several entries with the event (it was replayed) the newest. What the lane is at already needs no second wish. */
const again = `
update webhook_delivery d set again_attempts = 0,
  again_due_at = case when d.state = 'WAITING' then d.again_due_at else clock_timestamp() end
where d.subscription_id = $1 and d.state <> 'WITHHELD' and d.position = (
  select max(position) from webhook_delivery where subscription_id = $1 and event_id = $2)`;

const rewind = `
update webhook_lane set position = least(position, $2), attempts = 0, due_at = '-infinity'
where subscription_id = $1`;
