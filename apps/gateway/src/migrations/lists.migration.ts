import type { MigrationInterface, QueryRunner } from 'typeorm';

/** For the list of deliveries of one state. */
export class Lists1796083200003 implements MigrationInterface {
  readonly name = 'Lists1796083200003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'create index webhook_delivery_by_state on webhook_delivery (stream, state, position)',
    );
  }

  down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
