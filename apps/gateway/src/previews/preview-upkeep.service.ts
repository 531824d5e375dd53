import { Injectable } from '@nestjs/common';
import type { ClientBase } from 'pg';
import { Upkeep } from '#libs/service-kit';

const MOST = 1_000;
const MINUTE_MS = 60_000;

/** Removes what nobody can decide on or take any more; for an hour it can be said that its time is over. */
@Injectable()
export class PreviewUpkeep {
  constructor(upkeep: Upkeep) {
    upkeep.add({
      name: 'previews',
      most: MOST,
      everyMs: MINUTE_MS,
      portion: counting(removeSql),
      lag: `select extract(epoch from now() - interval '1 hour' - (select expires_at from preview order by expires_at limit 1))::float8
        as seconds`,
    });
    upkeep.add({ name: 'taken-releases', most: MOST, everyMs: MINUTE_MS, portion: counting(forgetSql) });
  }
}

const counting =
  (sql: string) =>
  async (database: ClientBase): Promise<number> =>
    (await database.query(sql, [MOST])).rowCount ?? 0;

const removeSql = `
delete from preview where ctid = any(array(
  select ctid from preview where expires_at < now() - interval '1 hour' order by expires_at limit $1 for update skip locked))`;

/** That it was taken is said until its end; of whom it was need not be known once the answer cannot be fetched again. */
const forgetSql = `
update preview set digest = null, sealed = null, envelope = null where ctid = any(array(
  select ctid from preview
  where envelope is not null and taken_at < now() - (select keep from retention_period where kind = 'taken-release')
  order by taken_at limit $1 for update skip locked))`;
