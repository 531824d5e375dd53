import type { Pool } from 'pg';
import { CursorExpired, SubscriptionEnded } from '../../following/following.errors.ts';
import type { DeliveredEvent, Delivery, TakeOptions } from '../../following/feed-event.ts';

/** Takes a feed as it stands in the database; what may be told is a test's to say. */
export class FeedAsItStands {
  readonly withheld = new Set<string>();
  fault: Error | undefined;

  constructor(private readonly pool: Pool) {}

  async take(subscriptionId: string, { after }: TakeOptions): Promise<Delivery> {
    const { rows } = await this.pool.query<{ ended: boolean; pruned: boolean }>(
      'select ended_at is not null as ended, pruned_position > $2 as pruned from subscription where id = $1',
      [subscriptionId, after],
    );
    if (rows[0]?.ended) throw new SubscriptionEnded();
    if (rows[0]?.pruned) throw new CursorExpired();
    return this.read(subscriptionId, 'position > $2', after);
  }

  async takeAt(subscriptionId: string, position: number): Promise<Delivery> {
    return this.read(subscriptionId, 'position = $2', position);
  }

  private async read(subscriptionId: string, where: string, value: unknown): Promise<Delivery> {
    if (this.fault) throw this.fault;
    const { rows } = await this.pool.query<{ position: number; id: string }>(
      `select position::int, event_id as id from feed_entry where subscription_id = $1 and ${where} order by position`,
      [subscriptionId, value],
    );
    const found = rows.find(({ id }) => !this.withheld.has(id));
    const next = found?.position ?? rows.at(-1)?.position ?? Number(value);
    return { events: found ? [eventAt(found.position, found.id)] : [], next };
  }
}

const eventAt = (position: number, id: string): DeliveredEvent => ({
  position,
  event: {
    specversion: '1.0',
    id,
    source: 'urn:einmal:register:residents',
    type: 'resident.moved.v1',
    subject: 'FILE-1',
    time: '2026-11-23T20:00:00Z',
    datacontenttype: 'application/json',
    data: { effectiveOn: '2026-11-20' },
  },
});
