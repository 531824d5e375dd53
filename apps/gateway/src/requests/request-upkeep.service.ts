import { Injectable } from '@nestjs/common';
import type { ClientBase } from 'pg';
import { Upkeep } from '#libs/service-kit';

const MOST = 1_000;
const EXPIRY_MS = 60_000;

const removeSql = `
delete from evidence_request where ctid = any(array(
  select ctid from evidence_request
  where expires_at < now() - (select keep from retention_period where kind = 'decided-request')
  order by expires_at limit $1))`;

/** Its authority's callback hears of it by a trigger. */
const expireSql = `
update evidence_request set expiry_told = true where id = any(array(
  select id from evidence_request where not expiry_told and expires_at <= now()
  order by expires_at limit $1 for no key update skip locked))`;

/** Tells that time is over, and removes requests of which nothing can be decided or taken any more. */
@Injectable()
export class RequestUpkeep {
  constructor(upkeep: Upkeep) {
    upkeep.add({
      name: 'expired-requests',
      most: MOST,
      everyMs: EXPIRY_MS,
      portion: async (database: ClientBase) => (await database.query(expireSql, [MOST])).rowCount ?? 0,
      lag: `select extract(epoch from now() - (select expires_at from evidence_request where not expiry_told
        order by expires_at limit 1))::float8 as seconds`,
    });
    upkeep.add({
      name: 'evidence-requests',
      most: MOST,
      portion: async (database: ClientBase) => (await database.query(removeSql, [MOST])).rowCount ?? 0,
      lag: `select extract(epoch from now() - (select keep from retention_period where kind = 'decided-request')
        - (select expires_at from evidence_request order by expires_at limit 1))::float8 as seconds`,
    });
  }
}
