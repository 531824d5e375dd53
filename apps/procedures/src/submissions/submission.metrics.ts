import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import { METRICS_POOL, sqlGauge } from '#libs/service-kit';

/** Rows that one figure looks at: who is so far behind need not know by how much. */
const MOST = 10_000;

const waitingSql = `select count(*) as value from (select from submission_work limit ${MOST}) waiting`;
const ageSql = `
select coalesce(extract(epoch from now() - min(s.received_at)), 0) as value
from (select submission from submission_work limit ${MOST}) w join submission s on s.id = w.submission`;

/** What is not with a clerk yet and not decided: a register or the gateway does not answer, or the worker is stuck. */
@Injectable()
export class SubmissionMetrics {
  constructor(@Inject(METRICS_POOL) pool: Pool) {
    const waiting = 'Submissions whose evidence is still to be taken';
    sqlGauge(pool, 'einmal_submissions_waiting', waiting, [], waitingSql);
    sqlGauge(pool, 'einmal_submissions_age_seconds', 'Age of the oldest of them', [], ageSql);
  }
}
