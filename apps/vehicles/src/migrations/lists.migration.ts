import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * One for each filter that the list of cases offers, in its order: closed cases are kept, and are most of them. State and
 * kind depend on each other, which only statistics over both tell.
 */
export class Lists1796083200002 implements MigrationInterface {
  readonly name = 'Lists1796083200002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create index cases_by_state on cases (state, id);
      create index cases_by_kind on cases (kind, id);
      create index cases_by_state_and_kind on cases (state, kind, id);
      create statistics cases_state_and_kind (mcv) on state, kind from cases`);
  }

  down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
