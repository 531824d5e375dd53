import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import type { Outcome, Transition } from './attempt.rules.ts';
import { type Cursor, type CursorKey, placeOf } from './cursor.ts';
import type { NextMessage } from './webhook-source.ts';

/** The right to be the only sender to one receiver, for a while. */
export interface Lease {
  readonly receiver: string;
  readonly token: string;
  readonly ms: number;
}

/** Leases on receivers, and the cursors that are due under one. By the database's clock only. */
export class LeaseStore {
  constructor(private readonly pool: Pool) {}

  async claim(ms: number): Promise<Lease | undefined> {
    const token = randomUUID();
    const { rows } = await this.pool.query<{ id: string }>(claim, [token, ms]);
    return rows[0] && { receiver: rows[0].id, token, ms };
  }

  /** Those that were due first. */
  async due({ receiver }: Lease, limit: number): Promise<readonly CursorKey[]> {
    const { rows } = await this.pool.query<CursorKey>(due, [receiver, limit]);
    return rows;
  }

  /** For one more attempt. Undefined: the lease is lost, or nothing of this cursor is due. */
  async renew(
    { receiver, token, ms }: Lease,
    { stream, redelivery }: CursorKey,
  ): Promise<Cursor | undefined> {
    const { rows } = await this.pool.query<Cursor>(renew, [receiver, token, ms, stream, redelivery]);
    return rows[0];
  }

  /**
   * Keeps what came of an attempt. Cursor and receiver are compared and set: one that was rewound or activated meanwhile
   * stays as it was put. A receiver that pauses or is disabled gives its lease back.
   */
  async record(
    { receiver, token }: Lease,
    cursor: Cursor,
    { state, attempts, waitMs, request, receiver: then }: Transition,
    next: Outcome | NextMessage,
  ): Promise<void> {
    const message = next.kind === 'message' && request ? next : undefined;
    await this.pool.query(record, [
      cursor.stream,
      cursor.redelivery,
      cursor.position,
      state !== 'WAITING' && 'upTo' in next ? next.upTo : cursor.position,
      attempts,
      waitMs,
      message?.position,
      message?.eventId,
      message?.eventType,
      state,
      request?.result,
      request?.status,
      receiver,
      token,
      then.failures,
      then.pauseMs,
      then.disabled,
      then.failed?.result,
      then.failed?.status,
      cursor.attempts,
      cursor.failures,
      cursor.refused,
      then.refused,
      message && placeOf(cursor.stream, message.position),
    ]);
  }

  /** @param waitMs until it may be claimed again */
  async release({ receiver, token }: Lease, waitMs = 0): Promise<void> {
    await this.pool.query(release, [receiver, token, waitMs]);
  }
}

/**
 * $1 lease, $2 its length in ms. The receiver that has waited longest, so that a busy one starves nobody. A receiver is
 * due again when its lease runs out (its sender was killed) or its pause ends; SKIP LOCKED lets senders pass each other.
 * The receivers are walked by their index, each with one look into that of the cursors: as a scalar, so that the planner
 * does not gather all that is due first.
 */
const claim = `
with due as (
  select r.id from webhook_receiver r
  where r.due_at <= now() and (
    select true from webhook_cursor c
    where c.receiver = r.id and c.position < c.head and c.due_at <= now() limit 1)
  order by r.due_at limit 1 for no key update of r skip locked)
update webhook_receiver r set lease = $1, due_at = now() + $2 * interval '1 ms'
from due where r.id = due.id returning r.id`;

const due = `
select stream, redelivery::float8 from webhook_cursor
where receiver = $1 and position < head and due_at <= now() order by due_at, stream, redelivery limit $2`;

/** Once a receiver refuses everything, nothing stays set aside. */
const place = (isRefusing: string): string =>
  `(case when ${isRefusing} then coalesce(c.aside_from, c.position) else c.position end)`;

const renew = `
update webhook_receiver r set due_at = now() + $3 * interval '1 ms'
from webhook_cursor c
where r.id = $1 and r.lease = $2 and r.disabled is null
  and c.stream = $4 and c.redelivery = $5 and c.position < c.head and c.due_at <= now()
returning c.stream, c.redelivery::float8, ${place("r.refused = 'several'")}::float8 as position, c.head::float8, c.attempts, r.failures, r.refused,
  c.aside_from is not null and r.refused is distinct from 'several' as "isBehindAside"`;

/** Nothing that follows the messages that were set aside may be told. */
const isLast = "($10 = 'WITHHELD' and $4::bigint >= head)";

const asKnown = 'failures = $21::integer and refused is not distinct from $22::text';

/**
 * The cursor $1, $2 goes from $3 to $4, with $5 failed attempts, and is due in $6 ms. Of the message at $7 ($8 event,
 * $9 type, $24 place) a request was made with result $11 and status $12, and it is $10 now; what waited on the way and
 * was not told is withheld. What was delivered once stays so, whatever came of a redelivery. What was set aside is given
 * up where what follows it was taken. The receiver $13 with the
 * lease $14 has $15 failures, refused $23, pauses for $16 ms or is disabled because of $17, and failed last with $18 and
 * status $19. Before the attempt $20 attempts, $21 failures and what it refused ($22) were known: where an activation
 * forgave them meanwhile, they do not come back.
 */
const record = `
with moved as (
  update webhook_cursor c set attempts = $5, due_at = now() + $6::float8 * interval '1 ms',
    position = case when ${isLast} then coalesce(aside_from, $4) else $4 end,
    aside_from = case when $10 = 'ASIDE' then coalesce(aside_from, position)
      when $10 in ('DELIVERED', 'FAILED') or $22 = 'several' or ${isLast} then null else aside_from end
  where stream = $1 and redelivery = $2 and ${place("$22 = 'several'")} = $3
    and (attempts = $20::integer or $10 in ('DELIVERED', 'WITHHELD'))
  returning stream),
given_up as (
  update webhook_delivery d set state = 'FAILED' from webhook_cursor c, moved
  where c.stream = $1 and c.redelivery = $2 and d.stream = $1 and d.position > c.aside_from and d.position <= $3
    and d.state = 'WAITING' and $10 in ('DELIVERED', 'FAILED')),
withheld as (
  update webhook_delivery set last_result = 'withheld', last_status = null,
    state = case when state = 'DELIVERED' then state else 'WITHHELD' end
  where stream = $1 and position > $3 and position <= $4 and position is distinct from $7::bigint
    and (state = 'WAITING' or $2::bigint > 0)),
requested as (
  insert into webhook_delivery as d
    (stream, position, event_id, event_type, state, attempts, last_result, last_status)
  select $1, $7::bigint, $8::uuid, $9,
    case when $10 = 'ASIDE' or $10 = 'FAILED' and not exists (select from moved) then 'WAITING' else $10 end,
    1, $11, $12::smallint where $7::bigint is not null
  on conflict (stream, position) do update set attempts = d.attempts + 1,
    state = case when d.state = 'DELIVERED' and $2::bigint > 0 then d.state else excluded.state end,
    last_result = excluded.last_result, last_status = excluded.last_status, last_attempt_at = now())
update webhook_receiver set
  failures = case when $15 = 0 or ${asKnown} then $15 else failures end,
  refused = case when $23 = 'nothing' then null when $23::text is null or not (${asKnown}) then refused
    when $23 = 'this' then $24::text else 'several' end,
  due_at = case
    when $16::float8 is null and $17::text is null then due_at
    when not (${asKnown}) then now()
    when $17::text is not null then 'infinity'
    else now() + $16::float8 * interval '1 ms' end,
  lease = case when $16::float8 is null and $17::text is null then lease end,
  disabled = case when ${asKnown} then $17 end,
  last_failure = coalesce($18, last_failure),
  last_status = case when $18::text is null then last_status else $19::smallint end,
  last_failure_at = case when $18::text is null then last_failure_at else now() end
where id = $13 and lease = $14`;

const release = `
update webhook_receiver set lease = null, due_at = now() + $3 * interval '1 ms' where id = $1 and lease = $2`;
