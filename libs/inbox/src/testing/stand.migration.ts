import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Effects of handled events, in the order in which they were written. */
export class StandEffects1767312000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table effect (
        position bigint generated always as identity primary key,
        event_id text not null,
        key text not null,
        n int not null,
        replay_id text
      );
      create table strict (id int primary key, n int not null check (n >= 0) );
      create table at_commit (id int unique deferrable initially deferred);
      grant select, insert on effect, strict, at_commit to inbox_app;`);
  }

  async down(): Promise<void> {}
}
