import type { MigrationInterface, QueryRunner } from 'typeorm';
import { consentDeath } from './consent-death.sql.ts';
import { eventGrants } from './event-grants.sql.ts';
import { subscriptionTables } from './subscription-tables.sql.ts';

export class Subscriptions1795392000000 implements MigrationInterface {
  readonly name = 'Subscriptions1795392000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(eventGrants);
    await runner.query(consentDeath);
    await runner.query(subscriptionTables);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
