import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ProvisionalGrants1795824000009 implements MigrationInterface {
  readonly name = 'ProvisionalGrants1795824000009';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table policy_grant add column provisional text');
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
