import { Injectable } from '@nestjs/common';
import type { ClientBase } from 'pg';
import { StillInUse, Upkeep, walk } from '#libs/service-kit';
import { FollowingConfig } from './following.config.ts';

/** Whoever appends to one of their feeds waits until a portion of them is through. */
const MOST_ENTRIES = 300;
const MOST_SUBSCRIPTIONS = 1_000;
const MOST_SUBJECTS = 1_000;
const TEN_MINUTES_MS = 600_000;

/** Drops what was kept long enough: entries of feeds, and the subjects of subscriptions that are over. */
@Injectable()
export class FeedRetention {
  constructor(upkeep: Upkeep, { feedRetentionDays }: FollowingConfig) {
    upkeep.add({
      name: 'feed-entries',
      most: MOST_ENTRIES,
      // Often enough for feeds that somebody appended to just then.
      everyMs: TEN_MINUTES_MS,
      portion: (database) => pruneEntries(database, feedRetentionDays),
      lag: `select extract(epoch from clock_timestamp() - make_interval(days => ${feedRetentionDays})
        - (select appended_at from feed_entry order by appended_at limit 1))::float8 as seconds`,
    });
    upkeep.add({
      name: 'forgotten-subjects',
      most: MOST_SUBSCRIPTIONS,
      portion: walk(forgetSql, MOST_SUBSCRIPTIONS, [feedRetentionDays]),
    });
    upkeep.add({
      name: 'removed-subjects',
      most: MOST_SUBJECTS,
      portion: async (database) =>
        (await database.query(removedSql, [feedRetentionDays, MOST_SUBJECTS])).rowCount ?? 0,
    });
  }
}

/**
 * Goes on while it gets on: a feed that was passed over because somebody appended to it just then is no end.
 * @throws StillInUse when the oldest entries are all of such feeds
 */
async function pruneEntries(database: ClientBase, keepDays: number): Promise<number> {
  const { rows } = await database.query<{ seen: number; gone: number }>(pruneSql, [keepDays, MOST_ENTRIES]);
  const { seen = 0, gone = 0 } = rows[0] ?? {};
  if (gone === 0 && seen > 0)
    throw new StillInUse('Somebody appends to the feeds that have the oldest entries.');
  return gone < seen ? MOST_ENTRIES : gone;
}

/**
 * The oldest entries, of feeds that nobody appends to at this moment, so that none waits in a circle. The place is marked
 * with the deletion. An index is asked for an instant that holds still, so not for clock_timestamp(); arrays and laterals
 * keep the planner from reading whole tables.
 */
const pruneSql = `
with oldest as materialized (
  select subscription_id as id, position from feed_entry
  where appended_at < now() - make_interval(days => $1) order by appended_at limit $2
),
held as materialized (
  select id from subscription where id = any(array(select id from oldest)) order by id for no key update skip locked
),
dropped as materialized (
  select id, max(position) as position from held join oldest using (id) group by id
),
marked as (
  update subscription s set pruned_position = greatest(s.pruned_position, d.position)
  from (select array_agg(id) as ids, array_agg(position) as positions from dropped) a
  cross join lateral unnest(a.ids, a.positions) as d (id, position)
  where s.id = d.id
),
gone as (
  delete from feed_entry where ctid = any(array(
    select e.place from dropped d cross join lateral (
      select ctid as place from feed_entry
      where subscription_id = d.id and position <= d.position order by position limit $2) e))
  returning 1
)
select (select count(*)::int from oldest) as seen, (select count(*)::int from gone) as gone`;

/** Whom an ended subscription was about need not be known for longer than its last events. */
const forgetSql = `
with next as materialized (
  select id, least(ended_at, valid_until) < now() - make_interval(days => $3) as over
  from subscription where id > $1 order by id limit $2
),
due as materialized (
  select n.id as stream, ss.id from next n cross join lateral (
    select id from subscription_subject where subscription_id = n.id and n.over limit $2) ss
  limit $2
),
gone as (
  delete from subscription_subject where id = any(array(select id from due))
)
select (select count(*)::int from next) as seen, (select count(*)::int from due) as gone,
  (select id from next
    where (select count(*) from due) < $2 or id < (select stream from due order by stream desc limit 1)
    order by id desc limit 1) as last`;

/** Nor who was taken off one that goes on. */
const removedSql = `
delete from subscription_subject where id = any(array(
  select id from subscription_subject where removed_at < now() - make_interval(days => $1)
  order by removed_at limit $2))`;
