import { Injectable } from '@nestjs/common';
import type { ClientBase } from 'pg';
import { Upkeep } from '#libs/service-kit';

const MOST = 500;

/** How long one is kept that was decided: of its form, or of all. */
const keep = `coalesce(
  (select keep from retention_period where kind = 'decided-submission' and part = s.form),
  (select keep from retention_period where kind = 'decided-submission' and part = ''))`;
const shortest = `(select min(keep) from retention_period where kind = 'decided-submission')`;

/** With its key goes what a backup has of it. What was told of it to the authority's own system goes too. */
const removeSql = `
with due as materialized (
  select id from submission s
  where state = 'DECIDED' and decided_at < now() - ${shortest} and decided_at < now() - ${keep}
  order by decided_at limit $1 for update skip locked),
told as (delete from webhook_delivery where stream in (select id from due)),
telling as (delete from webhook_cursor where stream in (select id from due))
delete from submission where id in (select id from due)`;

const removeReadsSql = `
delete from submission_read where ctid = any(array(
  select ctid from submission_read
  where at < now() - (select keep from retention_period where kind = 'submission-read')
  order by at limit $1 for update skip locked))`;

const removing =
  (sql: string) =>
  async (database: ClientBase): Promise<number> =>
    (await database.query(sql, [MOST])).rowCount ?? 0;

/** Removes decided submissions, and who read them, when their time is over. */
@Injectable()
export class SubmissionUpkeep {
  constructor(upkeep: Upkeep) {
    upkeep.add({ name: 'decided-submissions', most: MOST, portion: removing(removeSql) });
    upkeep.add({ name: 'submission-reads', most: MOST, portion: removing(removeReadsSql) });
  }
}
