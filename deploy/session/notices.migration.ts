import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the consumer does with an event; `position` tells the order in which it did. */
export class Notices1767312000001 implements MigrationInterface {
  readonly name = 'Notices1767312000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table notice (
        position bigint generated always as identity primary key,
        event_id uuid not null,
        subject text not null,
        version int not null,
        answer_by date not null
      );
      grant select, insert on notice to notices_app;`);
  }

  down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
