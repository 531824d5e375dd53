import type { MigrationInterface, QueryRunner } from 'typeorm';
import { outboxLedgerSql } from './outbox-ledger.sql.ts';

/** As in the migration before; anything else could carry SQL. */
const roleName = /^[a-z_][a-z0-9_]{0,62}$/;

/** Adds the relay's ledger to the outbox, so that old days can be removed. Frozen; listed after `outboxMigration`. */
export function outboxLedgerMigration(appRole: string): new () => MigrationInterface {
  if (!roleName.test(appRole)) throw new TypeError('The app role of an outbox is a plain lower-case name.');
  return class OutboxLedger1795392000000 implements MigrationInterface {
    readonly name = 'OutboxLedger1795392000000';

    async up(runner: QueryRunner): Promise<void> {
      await runner.query(outboxLedgerSql);
      await runner.query(`
        grant select, insert, update on outbox_ledger to ${appRole};
        revoke all on function outbox_days_before(date), outbox_remove_day(date) from public;
        grant execute on function outbox_days_before(date), outbox_remove_day(date) to ${appRole};
      `);
    }

    down(): Promise<void> {
      throw new Error('Migrations go forward only.');
    }
  };
}
