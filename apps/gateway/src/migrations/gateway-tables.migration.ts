import type { MigrationInterface, QueryRunner } from 'typeorm';
import { consentTables } from './consent-tables.sql.ts';
import { decisionTables } from './decision-tables.sql.ts';
import { policyTables } from './policy-tables.sql.ts';

export class GatewayTables1767225600000 implements MigrationInterface {
  readonly name = 'GatewayTables1767225600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(policyTables);
    await runner.query(consentTables);
    await runner.query(decisionTables);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
