import type { MigrationInterface, QueryRunner } from 'typeorm';
import { policyLimits } from './policy-limits.sql.ts';

export class PolicyLimits1795824000005 implements MigrationInterface {
  readonly name = 'PolicyLimits1795824000005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(policyLimits);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
