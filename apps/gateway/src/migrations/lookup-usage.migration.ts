import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What clients have used of their quotas (ADR 0020). `debt` and `guesses` are of the instant `at` and are refilled by
 * their rates since; `refused` counts the lookups answered 429, which leave no decision row.
 */
const lookupUsage = `
create table lookup_usage (
  client text not null,
  kind text not null,
  debt double precision not null,
  guesses double precision not null,
  refused bigint not null,
  at timestamptz not null default clock_timestamp(),
  debt_rate double precision not null,
  debt_most double precision not null,
  guess_rate double precision not null,
  guess_most double precision not null,
  primary key (client, kind)
);
grant select, insert, update on lookup_usage to gateway_app;
`;

export class LookupUsage1795824000006 implements MigrationInterface {
  readonly name = 'LookupUsage1795824000006';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(lookupUsage);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
