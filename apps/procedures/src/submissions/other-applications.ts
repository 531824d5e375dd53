import type { EntityManager } from 'typeorm';
import { lockKeys } from '#libs/service-kit';
import type { SubmissionRow } from './submission.sql.ts';

type Own = Pick<SubmissionRow, 'id' | 'person' | 'form'>;

/** One that nobody has looked at yet will find this one. */
const otherSql = `
select from submission
where person = $1 and form = $2 and id <> $3 and (state in ('IN_REVIEW', 'ASKED') or outcome = 'GRANTED')
limit 1`;

/**
 * Whether another application of the person with this form is granted or with a clerk. It stays so until the transaction
 * ends: of two at once the later one sees what came of the other.
 */
export async function hasAnother(manager: EntityManager, { id, person, form }: Own): Promise<boolean> {
  await manager.query(`select pg_advisory_xact_lock(${lockKeys.outcomeScope})`, [`${form} ${person}`]);
  const others = await manager.query<unknown[]>(otherSql, [person, form, id]);
  return others.length > 0;
}
