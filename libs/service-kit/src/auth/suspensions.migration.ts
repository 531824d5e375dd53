import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Migration of the table of suspended callers; the app reads it, only the migrator role writes. */
export function suspensionMigration(appRole: string): new () => MigrationInterface {
  if (!/^[a-z_]+$/.test(appRole))
    throw new Error('A role name of lower case letters and underscores is needed.');
  return class SuspendedCallers1795824000001 implements MigrationInterface {
    readonly name = 'SuspendedCallers1795824000001';

    async up(runner: QueryRunner): Promise<void> {
      await runner.query(`
        create table suspended_caller (
          kind text not null check (kind in ('client', 'authority')),
          id text not null,
          since timestamptz not null default clock_timestamp(),
          primary key (kind, id)
        )`);
      await runner.query(`grant select on suspended_caller to ${appRole}`);
    }

    down(): Promise<void> {
      return Promise.reject(new Error('Migrations go forward only.'));
    }
  };
}
