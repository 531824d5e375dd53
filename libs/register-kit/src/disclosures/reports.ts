import type { Pool } from 'pg';
import type { ReportedCase, ValueReport } from '#libs/contracts';
import { asRefusal } from '../record/database-refusals.ts';

const reportSql = 'select state, outcome from report_case($1::uuid, $2::uuid, $3)';
const unknown: ReportedCase = { state: 'UNKNOWN', outcome: null };

/** Turns what persons say is wrong into cases of the record's authority, by a function of the register's database. */
export class Reports {
  /** @param takes whether the register has such cases */
  constructor(
    private readonly pool: Pool,
    private readonly takes: boolean,
  ) {}

  /** @throws RegisterUnavailable */
  async take({ id, recalls, words }: ValueReport): Promise<ReportedCase> {
    if (!this.takes) return unknown;
    try {
      const values = [id, recalls, words ?? null];
      return (await this.pool.query<ReportedCase>(reportSql, values)).rows[0] ?? unknown;
    } catch (error) {
      throw asRefusal(error);
    }
  }
}
