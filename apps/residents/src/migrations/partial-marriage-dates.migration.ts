import type { MigrationInterface, QueryRunner } from 'typeorm';

export class PartialMarriageDates1795830000000 implements MigrationInterface {
  readonly name = 'PartialMarriageDates1795830000000';

  /** DSMeld 1402 and 1406 know days of which parts are unknown; they are written as zeros, which a date cannot hold. */
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table residents
        alter marital_status_since type text using to_char(marital_status_since, 'YYYY-MM-DD'),
        alter marital_status_ended_on type text using to_char(marital_status_ended_on, 'YYYY-MM-DD');
    `);
  }

  down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
