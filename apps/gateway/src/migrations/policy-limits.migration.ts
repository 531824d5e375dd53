import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * How much a client may ask about subjects of one kind (no client: all who have no limit of their own), and the level
 * of assurance a login must reach before its citizen chooses or consents for a purpose.
 */
const policyLimits = `
alter table policy_purpose add column minimum_acr text not null default 'substantial'
  check (minimum_acr in ('low', 'substantial', 'high'));

create table policy_limit (
  client text references policy_client,
  subject_kind text not null,
  lookups jsonb not null,
  guesses jsonb not null,
  unique nulls not distinct (client, subject_kind)
);
grant select on policy_limit to gateway_app;
`;

export class PolicyLimits1795824000005 implements MigrationInterface {
  readonly name = 'PolicyLimits1795824000005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(policyLimits);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
