import { Injectable } from '@nestjs/common';
import type { ClientBase } from 'pg';
import { Upkeep } from '#libs/service-kit';
import { ContentSeals, rewrapping } from '../sealing/index.ts';
import { bindingOf } from './drafts.service.ts';

const MOST = 1_000;
const MINUTE_MS = 60_000;

const removeSql = `
delete from draft where id = any(array(
  select id from draft where expires_at <= now() order by expires_at limit $1 for update skip locked))`;

/** Removes drafts with their keys when their time is over, and wraps those keys anew that an older one wraps. */
@Injectable()
export class DraftUpkeep {
  constructor(upkeep: Upkeep, seals: ContentSeals) {
    upkeep.add(
      rewrapping(seals, {
        table: 'draft',
        columns: 'person, form, form_version as "formVersion"',
        bindingOf,
      }),
    );
    upkeep.add({
      name: 'drafts',
      most: MOST,
      everyMs: MINUTE_MS,
      portion: async (database: ClientBase) => (await database.query(removeSql, [MOST])).rowCount ?? 0,
      lag: `select extract(epoch from now() - (select expires_at from draft order by expires_at limit 1))::float8
        as seconds`,
    });
  }
}
