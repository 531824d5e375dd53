import type { Pool } from 'pg';
import { alongIndex, sqlGauge } from '#libs/service-kit';
import { type CaseState, caseStates } from './case.rules.ts';

/** Rows that one figure looks at: who is so far behind need not know by how much. */
const MOST = 10_000;

/** Counts the cases that wait for officers, as far as they are counted; on the default registry. */
export function countCases(pool: Pool, name: string, kinds: readonly string[]): void {
  const unclosed = caseStates.filter((state) => state !== 'CLOSED');
  const sql = kinds.flatMap((kind) => unclosed.map((state) => countSql(kind, state))).join(' union all');
  sqlGauge(pool, name, 'Cases that are not closed', ['kind', 'state'], sql);
}

/** Each figure by itself, so that one of many does not hide the others. */
function countSql(kind: string, state: CaseState): string {
  const { where, orderBy } = alongIndex({ fixed: { state: `'${state}'`, kind: `'${kind}'` }, by: 'id' });
  return `
  select '${kind}' as kind, '${state}' as state, count(*) as value
  from (select from cases where ${where} order by ${orderBy} limit ${MOST}) unclosed`;
}
