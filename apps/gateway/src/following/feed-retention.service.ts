import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import { Background, HOT_POOL } from '#libs/service-kit';
import { FollowingConfig } from './following.config.ts';

const EVERY_MS = 3_600_000;

/** One feed at a time, so that its lock is held for one deletion only. The place is marked with the deletion. */
const pruneSql = `
with due as (
  select subscription_id, max(position) as position from feed_entry
  where appended_at < clock_timestamp() - make_interval(days => $1)
  group by subscription_id order by subscription_id limit 1
),
marked as (
  update subscription s set pruned_position = greatest(s.pruned_position, d.position) from due d
  where s.id = d.subscription_id returning s.id, d.position
)
delete from feed_entry e using marked m where e.subscription_id = m.id and e.position <= m.position`;

/** Whom an ended subscription was about need not be known for longer than its last events. */
const forgetSql = `
delete from subscription_subject ss using subscription s
where s.id = ss.subscription_id
  and least(ss.removed_at, s.ended_at, s.valid_until) < clock_timestamp() - make_interval(days => $1)`;

/** Drops what was kept long enough: entries of feeds, and the subjects of subscriptions that are over. */
@Injectable()
export class FeedRetention {
  constructor(
    @Inject(HOT_POOL) private readonly pool: Pool,
    private readonly config: FollowingConfig,
    background: Background,
  ) {
    background.loop({
      name: 'feed-retention',
      everyMs: EVERY_MS,
      work: async () => void (await this.prune()),
    });
  }

  /** @returns how many entries were dropped */
  async prune(): Promise<number> {
    let dropped = 0;
    for (;;) {
      const { rowCount } = await this.pool.query(pruneSql, [this.config.feedRetentionDays]);
      if (rowCount === null || rowCount === 0) break;
      dropped += rowCount;
    }
    await this.pool.query(forgetSql, [this.config.feedRetentionDays]);
    return dropped;
  }
}
