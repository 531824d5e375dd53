import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A migration that is a list of statements, in one transaction; without one for what PostgreSQL does outside of them
 * only, which then has to bear being run again.
 */
export function migrationOf(
  name: string,
  statements: readonly string[],
  transaction = true,
): new () => MigrationInterface {
  return class implements MigrationInterface {
    readonly name = name;
    readonly transaction = transaction;

    async up(runner: QueryRunner): Promise<void> {
      for (const statement of statements) await runner.query(statement);
    }

    down(): Promise<void> {
      return Promise.reject(new Error('Migrations go forward only.'));
    }
  };
}
