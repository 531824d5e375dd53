import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import { Gauge, register } from 'prom-client';
import { METRICS_POOL, Upkeep, walk } from '#libs/service-kit';
import { tells } from '../following/index.ts';

const MOST = 1_000;

/** Keeps deliveries as long as the feed they came from, and tells how old the oldest waiting entry is. */
@Injectable()
export class WebhookUpkeep {
  constructor(@Inject(METRICS_POOL) metrics: Pool, upkeep: Upkeep) {
    upkeep.add({ name: 'webhook-cursors', most: MOST, portion: walk(pruneCursors, MOST) });
    upkeep.add({ name: 'webhook-deliveries', most: MOST, portion: walk(pruneDeliveries, MOST) });
    const name = 'einmal_webhook_oldest_waiting_seconds';
    // A second application in the same process (tests) replaces the first one's.
    register.removeSingleMetric(name);
    new Gauge({
      name,
      help: 'Age of the oldest entry of a running subscription, release or change of a request that its callback has not got yet',
      async collect() {
        // NaN while the database cannot be asked: a scrape must not fail with it.
        const result = await metrics.query<{ age: number }>(oldestWaiting).catch(() => undefined);
        this.set(result?.rows[0]?.age ?? NaN);
      },
    });
  }
}

/**
 * Where a portion is full, it may have stopped in the middle of its last stream. Streams come in their order because each
 * is asked for its own rows, up to a limit; a join would take them as it likes.
 */
const counted = `select (select count(*)::int from next) as seen, (select count(*)::int from due) as gone,
  (select id from next
    where (select count(*) from due) < $2 or id < (select stream from due order by stream desc limit 1)
    order by id desc limit 1) as last`;

/** An event that its feed has dropped can neither be delivered again nor looked up, so its delivery is history. */
const pruneDeliveries = `
with next as materialized (
  select id, pruned_position from subscription where id > $1 order by id limit $2
),
due as materialized (
  select d.stream, d.place from next n cross join lateral (
    select stream, ctid as place from webhook_delivery
    where stream = n.id and position <= n.pruned_position order by position limit $2) d
  limit $2
),
gone as (
  delete from webhook_delivery where ctid = any(array(select place from due))
)
${counted}`;

/**
 * Of what is over for good nothing is due any more. Who asks for a redelivery once more holds its row: a deletion that
 * waited for it would take the wish along, as PostgreSQL before 18.1 does not look again at a row that it has by its place.
 */
const pruneCursors = `
with next as materialized (
  select s.id, ${tells} as tells from subscription s where s.id > $1 order by s.id limit $2
),
due as materialized (
  select c.stream, c.place from next n cross join lateral (
    select stream, ctid as place from webhook_cursor
    where stream = n.id and (not n.tells or (redelivery > 0 and position >= head)) limit $2
    for update skip locked) c
  limit $2
),
gone as (
  delete from webhook_cursor where ctid = any(array(select place from due))
)
${counted}`;

/** Of the first thousand cursors that are behind: what waits long waits at one of many, or at all. */
const oldestWaiting = `
with behind as (
  select * from webhook_cursor where redelivery = 0 and coalesce(aside_from, position) < head limit 1000)
select coalesce(extract(epoch from clock_timestamp() - min(at)), 0)::float8 as age from (
  select e.appended_at as at
  from behind c join subscription s on s.id = c.stream
  cross join lateral (
    select f.appended_at from feed_entry f
    where f.subscription_id = s.id and f.position > coalesce(c.aside_from, c.position)
    order by f.position limit 1) e
  where s.ended_at is null and s.valid_until > clock_timestamp()
  union all select p.decided_at from behind c join preview p on p.id = c.stream
  union all select coalesce((select max(i.decided_at) from evidence_request_item i where i.request = r.id), r.expires_at)
  from behind c join evidence_request r on r.id = c.stream) waiting`;
