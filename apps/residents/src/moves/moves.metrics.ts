import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import { countCases } from '#libs/cases';
import { METRICS_POOL, sqlGauge } from '#libs/service-kit';
import { caseKinds } from '../cases/case.rules.ts';

/** What waits for officers and for other registers, as far as it is counted. */
@Injectable()
export class MovesMetrics {
  constructor(@Inject(METRICS_POOL) pool: Pool) {
    countCases(pool, 'einmal_resident_cases', caseKinds);
    sqlGauge(pool, 'einmal_feedback_waiting', 'Feedback that is still to be delivered', [], waitingSql);
    sqlGauge(pool, 'einmal_feedback_age_seconds', 'Age of the oldest of them', [], ageSql);
  }
}

/** Rows that one figure looks at: who is so far behind need not know by how much. */
const MOST = 10_000;

const waitingSql = `
  select count(*) as value from (select from feedback_messages limit ${MOST}) waiting`;
const ageSql = `
  select coalesce(extract(epoch from now() - min(opened_at)), 0) as value
  from (select opened_at from feedback_messages limit ${MOST}) waiting`;
