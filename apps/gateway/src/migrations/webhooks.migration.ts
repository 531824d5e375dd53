import type { MigrationInterface, QueryRunner } from 'typeorm';
import { webhookTables } from './webhook-tables.sql.ts';

export class Webhooks1795392000001 implements MigrationInterface {
  readonly name = 'Webhooks1795392000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(webhookTables);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
