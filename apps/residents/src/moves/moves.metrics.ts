import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import { alongIndex, METRICS_POOL, sqlGauge } from '#libs/service-kit';
import { caseKinds, caseStates } from '../cases/case.rules.ts';

/** What waits for officers and for other registers, as far as it is counted. */
@Injectable()
export class MovesMetrics {
  constructor(@Inject(METRICS_POOL) pool: Pool) {
    sqlGauge(pool, 'einmal_resident_cases', 'Cases that are not closed', ['kind', 'state'], casesSql);
    sqlGauge(pool, 'einmal_feedback_waiting', 'Feedback that is still to be delivered', [], waitingSql);
    sqlGauge(pool, 'einmal_feedback_age_seconds', 'Age of the oldest of them', [], ageSql);
  }
}

/** Rows that one figure looks at: who is so far behind need not know by how much. */
const MOST = 10_000;

/** Each figure by itself, so that one of many does not hide the others. */
const caseCountSql = (kind: string, state: string): string => {
  const { where, orderBy } = alongIndex({ fixed: { state: `'${state}'`, kind: `'${kind}'` }, by: 'id' });
  return `
  select '${kind}' as kind, '${state}' as state, count(*) as value
  from (select from cases where ${where} order by ${orderBy} limit ${MOST}) unclosed`;
};
const casesSql = caseKinds
  .flatMap((kind) =>
    caseStates.filter((state) => state !== 'CLOSED').map((state) => caseCountSql(kind, state)),
  )
  .join(' union all');
const waitingSql = `
  select count(*) as value from (select from feedback_messages limit ${MOST}) waiting`;
const ageSql = `
  select coalesce(extract(epoch from now() - min(opened_at)), 0) as value
  from (select opened_at from feedback_messages limit ${MOST}) waiting`;
