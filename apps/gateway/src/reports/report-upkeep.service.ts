import { Injectable } from '@nestjs/common';
import type { ClientBase } from 'pg';
import { Upkeep } from '#libs/service-kit';

const MOST = 1_000;

const removeSql = `
delete from report where ctid = any(array(
  select ctid from report where made_at < now() - (select keep from retention_period where kind = 'report')
  order by made_at limit $1))`;

/** Removes reports with what they are about. */
@Injectable()
export class ReportUpkeep {
  constructor(upkeep: Upkeep) {
    upkeep.add({
      name: 'reports',
      most: MOST,
      portion: async (database: ClientBase) => (await database.query(removeSql, [MOST])).rowCount ?? 0,
      lag: `select extract(epoch from now() - (select keep from retention_period where kind = 'report')
        - (select made_at from report order by made_at limit 1))::float8 as seconds`,
    });
  }
}
