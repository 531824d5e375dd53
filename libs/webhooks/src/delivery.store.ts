import type { Pool } from 'pg';
import { alongIndex } from '#libs/service-kit';

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

/** What the owner of a stream sees and asks of its deliveries. */
export class DeliveryStore {
  constructor(private readonly pool: Pool) {}

  /** Newest first; of the state that is shown. */
  async list(stream: string, { state, before, limit }: DeliveryQuery): Promise<readonly DeliveryRow[]> {
    const values = [stream, limit, ...(before === undefined ? [] : [before])];
    const { rows } = await this.pool.query<DeliveryRow>(listSql(state, before === undefined), values);
    return rows;
  }

  /** Asks for one event again. False: it was never tried, or may not be told any more. */
  async again(stream: string, eventId: string): Promise<boolean> {
    const { rowCount } = await this.pool.query(again, [stream, eventId]);
    return rowCount !== 0;
  }

  /** Puts the cursor back behind a position; everything after it is delivered once more, in order. */
  async rewind(stream: string, position: number): Promise<void> {
    await this.pool.query(rewind, [stream, position]);
  }
}

const shownState = `case when a.stream is not null then 'WAITING' else d.state end`;

const list = `
select d.position, d.event_id as "eventId", d.event_type as "eventType", ${shownState} as state, d.attempts,
  d.last_result as "lastResult", d.last_status as "lastStatus", d.first_attempt_at as "firstAttemptAt",
  d.last_attempt_at as "lastAttemptAt",
  case when ${shownState} = 'WAITING' and r.disabled is null then
    greatest(coalesce(a.due_at, c.due_at), case when r.lease is null then r.due_at end, now()) end as "nextAttemptAt"
from webhook_delivery d
left join webhook_cursor c on c.stream = d.stream and c.redelivery = 0
left join webhook_cursor a on a.stream = d.stream and a.redelivery = d.position and a.position < a.head
left join webhook_receiver r on r.id = c.receiver
where d.state <> 'WITHHELD'`;

/** $1 stream, $2 the most, $3 where it is not the first page the last position of the page before. */
function listSql(state: DeliveryState | undefined, isFirst: boolean): string {
  const isSettled = state !== undefined && state !== 'WAITING';
  const { where, orderBy } = alongIndex({
    fixed: { 'd.stream': '$1', ...(isSettled && { 'd.state': `'${state}'` }) },
    by: 'd.position',
    descending: true,
    after: isFirst ? undefined : '$3',
  });
  const shown = isSettled ? 'a.stream is null' : state === 'WAITING' ? waits : 'true';
  return `${list} and ${where} and ${shown} order by ${orderBy} limit $2`;
}

const waits = `d.position = any(array(
  select position from webhook_delivery where stream = $1 and state = 'WAITING'
  union select redelivery from webhook_cursor where stream = $1 and redelivery > 0 and position < head))`;

/**
 * A redelivery is a cursor over one entry: of several with the event (it was replayed) the newest. What is tried anyway
 * needs no second wish.
 */
const again = `
with found as (
  select d.stream, d.position, d.state, c.receiver
  from webhook_delivery d join webhook_cursor c on c.stream = d.stream and c.redelivery = 0
  where d.stream = $1 and d.state <> 'WITHHELD'
    and d.position = (select max(position) from webhook_delivery where stream = $1 and event_id = $2)),
asked as (
  insert into webhook_cursor as c (stream, redelivery, receiver, position, head)
  select stream, position, receiver, position - 1, position from found where state <> 'WAITING'
  on conflict (stream, redelivery) do update
  set position = excluded.position, attempts = 0, due_at = '-infinity')
select from found`;

const rewind = `
update webhook_cursor set position = least(position, aside_from, $2), aside_from = null, attempts = 0,
  due_at = '-infinity'
where stream = $1 and redelivery = 0`;
