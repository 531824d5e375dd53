import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import { countCases } from '#libs/cases';
import { METRICS_POOL } from '#libs/service-kit';
import { caseKinds } from './case.rules.ts';

/** What waits for officers, as far as it is counted; on the default registry. */
@Injectable()
export class CaseMetrics {
  constructor(@Inject(METRICS_POOL) pool: Pool) {
    countCases(pool, 'einmal_company_cases', caseKinds);
  }
}
