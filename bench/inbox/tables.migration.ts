import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the handlers of both contenders write to and look into, and where the plain one remembers events. */
export const tablesOf = (app: string): new () => MigrationInterface =>
  class BenchTables1767312000001 implements MigrationInterface {
    async up(runner: QueryRunner): Promise<void> {
      await runner.query(`
        create table handled (event_id text primary key);
        create table effect (event_id text not null, subject text not null);
        create table follower (subject text primary key);
        insert into follower select 'follower ' || n from generate_series(1, 100000) as n;
        grant select, insert on handled, effect, follower to ${app};`);
    }

    async down(): Promise<void> {}
  };

/** $1 event, $2 subject. */
export const effectSql = 'insert into effect (event_id, subject) values ($1, $2)';
export const followedSql = 'select from follower where subject = $1';
