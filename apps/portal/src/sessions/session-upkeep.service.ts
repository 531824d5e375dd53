import { Injectable } from '@nestjs/common';
import type { ClientBase } from 'pg';
import { Upkeep } from '#libs/service-kit';
import { KEPT_AFTER_END } from './session.store.ts';

const MOST = 1_000;
const MINUTE_MS = 60_000;

const removeSql = `
delete from session where ctid = any(array(
  select ctid from session where lasts_until <= now() - interval '${KEPT_AFTER_END}'
  order by lasts_until limit $1 for update skip locked) || array(
  select ctid from session where whose is null and lasts_until <= now()
  order by lasts_until limit $1 for update skip locked))`;

/** Removes sessions that have ended: those of nobody at once, others when nobody went on with their applications for a day. */
@Injectable()
export class SessionUpkeep {
  constructor(upkeep: Upkeep) {
    upkeep.add({
      name: 'sessions',
      most: MOST,
      everyMs: MINUTE_MS,
      portion: async (database: ClientBase) => (await database.query(removeSql, [MOST])).rowCount ?? 0,
      lag: `select extract(epoch from now() - interval '${KEPT_AFTER_END}' -
        (select lasts_until from session order by lasts_until limit 1))::float8 as seconds`,
    });
  }
}
