import type { MigrationInterface, QueryRunner } from 'typeorm';

export class LockRepairs1795833000000 implements MigrationInterface {
  readonly name = 'LockRepairs1795833000000';

  /** When and why `npm run repair` mended a record's locks, which no officer's act did. Values stay in the history. */
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table resident_repair (
        id bigint generated always as identity primary key,
        record_id uuid not null references residents (id),
        version int not null,
        at timestamptz not null default clock_timestamp(),
        ground text not null
      );
      grant insert on resident_repair to residents_app;
    `);
  }

  down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
