import { Injectable } from '@nestjs/common';
import type { ClientBase } from 'pg';
import { Upkeep } from '#libs/service-kit';
import { ContentSeals, rewrapping } from '../sealing/index.ts';
import { bindingOf } from './submission-contents.ts';

const MOST = 500;

/** With its key goes what a backup has of it. What was told of it to the authority's own system goes too. */
const removing = (due: string): string => `
with ${due},
told as (delete from webhook_delivery where stream = any(array(select id from due))),
telling as (delete from webhook_cursor where stream = any(array(select id from due)))
delete from submission where ctid = any(array(select place from due))`;

const decidedSql = removing(`
period as materialized (
  select jsonb_object_agg(part, extract(epoch from keep)) as by_form, min(keep) as shortest
  from retention_period where kind = 'decided-submission'),
due as materialized (
  select id, ctid as place from submission
  where state = 'DECIDED' and decided_at < now() - (select shortest from period)
    and decided_at < now() - interval '1 second'
      * coalesce((select by_form from period) ->> form, (select by_form from period) ->> '')::float8
  order by decided_at limit $1 for update skip locked)`);

/** Of the calendar years that are over. */
const undecidedSql = removing(`
due as materialized (
  select id, ctid as place from submission
  where state <> 'DECIDED' and changed_at < date_trunc('year', now() at time zone 'Europe/Berlin')
      at time zone 'Europe/Berlin' - (select keep from retention_period where kind = 'undecided-submission')
  order by changed_at limit $1 for update skip locked)`);

const oldSql = (table: string, kind: string): string => `
delete from ${table} where ctid = any(array(
  select ctid from ${table}
  where at < now() - (select keep from retention_period where kind = '${kind}')
  order by at limit $1 for update skip locked))`;

const portions = {
  'decided-submissions': decidedSql,
  'undecided-submissions': undecidedSql,
  'submission-reads': oldSql('submission_read', 'submission-read'),
  'callback-renewals': oldSql('callback_renewal', 'callback-renewal'),
};

/** Removes submissions, who read them, and who had secrets made, when their time is over, and wraps keys anew. */
@Injectable()
export class SubmissionUpkeep {
  constructor(upkeep: Upkeep, seals: ContentSeals) {
    const columns = 'person, authority, form, form_version as "formVersion"';
    upkeep.add(rewrapping(seals, { table: 'submission', columns, bindingOf }));
    for (const [name, sql] of Object.entries(portions))
      upkeep.add({
        name,
        most: MOST,
        portion: async (database: ClientBase) => (await database.query(sql, [MOST])).rowCount ?? 0,
      });
  }
}
