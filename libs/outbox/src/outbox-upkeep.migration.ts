import type { MigrationInterface } from 'typeorm';
import { migrationOf } from '#libs/service-kit';

/** Making and removing days waits 100 ms for a lock, as all upkeep does. Frozen; listed after `outboxLedgerMigration`. */
export const outboxUpkeepMigration = (): new () => MigrationInterface =>
  migrationOf('OutboxUpkeep1796000010000', [
    `do $$ begin
  execute replace(pg_get_functiondef('outbox_ensure_partitions(int)'::regprocedure), $q$'2s'$q$, $q$'100ms'$q$);
  execute replace(pg_get_functiondef('outbox_remove_day(date)'::regprocedure), $q$'300ms'$q$, $q$'100ms'$q$);
end $$`,
  ]);
