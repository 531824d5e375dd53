import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import { countCases } from '#libs/cases';
import { METRICS_POOL, sqlGauge } from '#libs/service-kit';
import { caseKinds } from './case.rules.ts';

/** What waits for officers and for other registers, as far as it is counted; on the default registry. */
@Injectable()
export class CaseMetrics {
  constructor(@Inject(METRICS_POOL) pool: Pool) {
    countCases(pool, 'einmal_vehicle_cases', caseKinds);
    sqlGauge(
      pool,
      'einmal_vehicle_enquiries',
      'Questions to other registers without an answer',
      ['about'],
      pendingSql,
    );
    sqlGauge(pool, 'einmal_vehicle_enquiry_age_seconds', 'Age of the oldest of them', ['about'], ageSql);
  }
}

/** Rows that one figure looks at: who is so far behind need not know by how much. */
const MOST = 10_000;

const pendingSql = `
  select 'case' as about, count(*) as value from (select from case_enquiries limit ${MOST}) waiting
  union all select 'fleet', count(*) from (select from fleet_enquiries limit ${MOST}) waiting`;
const ageSql = `
  select 'case' as about, coalesce(extract(epoch from now() - min(opened_at)), 0) as value
  from (select case_id from case_enquiries limit ${MOST}) waiting
  cross join lateral (select opened_at from cases where id = case_id limit 1) asked_about
  union all select 'fleet', coalesce(extract(epoch from now() - min(reported_at)), 0)
  from (select reported_at from fleet_enquiries limit ${MOST}) waiting`;
