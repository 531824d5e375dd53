import type { MigrationInterface, QueryRunner } from 'typeorm';
import { lookupUsage } from './lookup-usage.sql.ts';

export class LookupUsage1795824000006 implements MigrationInterface {
  readonly name = 'LookupUsage1795824000006';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(lookupUsage);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
