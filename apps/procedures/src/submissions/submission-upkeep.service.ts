import { Injectable } from '@nestjs/common';
import type { ClientBase } from 'pg';
import { Upkeep } from '#libs/service-kit';
import { ContentSeals, rewrapping } from '../sealing/index.ts';
import { bindingOf } from './submission-contents.ts';
import { isOver, keepOf } from './submission.sql.ts';

const MOST = 500;

/**
 * What is due is found and removed by its id, and what follows goes by what was removed: the row that was found may have
 * another place by then, as its key was wrapped anew.
 * With its key goes what a backup has of it. What was told of it to the authority's own system goes too.
 */
const removing = (due: string, table = 'submission', id = 'id'): string => `
with ${due},
gone as (delete from ${table} where ${id} = any(array(select id from due)) returning ${id} as id),
told as (delete from webhook_delivery where stream = any(array(select id from gone))),
telling as (delete from webhook_cursor where stream = any(array(select id from gone)))
select from gone`;

const decidedSql = removing(`
period as materialized (
  select jsonb_object_agg(part, extract(epoch from keep)) as by_form, min(keep) as shortest
  from retention_period where kind = 'decided-submission'),
due as materialized (
  select id from submission
  where state = 'DECIDED' and decided_at < now() - (select shortest from period)
    and decided_at < now() - interval '1 second'
      * coalesce((select by_form from period) ->> form, (select by_form from period) ->> '')::float8
  order by decided_at limit $1 for update skip locked)`);

/** Of the calendar years that are over by then. */
const overBy = (
  instant: string,
): string => `changed_at < date_trunc('year', (${instant}) at time zone 'Europe/Berlin')
  at time zone 'Europe/Berlin' - ${keepOf('undecided-submission')}`;
/** A former authority's passes on to its successor. */
const tellingSql = (rows: string): string => `
insert into webhook_cursor as c (stream, receiver, position, head)
select id, authority, position - 1, position from ${rows}
on conflict (stream, redelivery) do update set head = excluded.head`;

/** Long before it ends: the authority's own system hears of it, and clerks find it among those that end. */
const noticesSql = `
with due as materialized (
  select id from submission
  where state <> 'DECIDED' and ends_told_at is null and ${overBy(`now() + ${keepOf('undecided-notice')}`)}
  order by changed_at limit $1 for update skip locked),
told as (
  update submission set ends_told_at = clock_timestamp() where id = any(array(select id from due))
  returning id, authority),
noted as (
  insert into submission_event (submission, position, type)
  select id, coalesce((select max(position) from submission_event e where e.submission = told.id), 0) + 1, 'submission.ending.v1'
  from told returning submission as id, position),
telling as (${tellingSql('noted join told using (id)')})
select from told`;

/** Only what was told in time. That it ended is noted, and told. */
const undecidedSql = `
with due as materialized (
  select id from submission where state <> 'DECIDED' and ${isOver()}
  order by changed_at limit $1 for update skip locked),
gone as (
  delete from submission where id = any(array(select id from due))
  returning id, authority, form, form_version, received_at),
noted as (
  insert into submission_end (submission, position, form, form_version, authority, received_at)
  select id, coalesce((select max(position) from submission_event e where e.submission = gone.id), 0) + 1, form, form_version,
    authority, received_at
  from gone returning submission as id, position, authority),
telling as (${tellingSql('noted')})
select from gone`;

const endsSql = removing(
  `due as materialized (
  select submission as id from submission_end where at < now() - ${keepOf('submission-end')}
  order by at limit $1 for update skip locked)`,
  'submission_end',
  'submission',
);

const oldSql = (table: string, kind: string): string => `
delete from ${table} where ctid = any(array(
  select ctid from ${table}
  where at < now() - (select keep from retention_period where kind = '${kind}')
  order by at limit $1 for update skip locked))`;

const portions = {
  'decided-submissions': decidedSql,
  'undecided-notices': noticesSql,
  'undecided-submissions': undecidedSql,
  'submission-ends': endsSql,
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
