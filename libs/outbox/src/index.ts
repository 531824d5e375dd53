export {
  appendEvents,
  outboxEventOf,
  type OutboxEvent,
  tellRelay,
  type TransactionRunner,
} from './append-events.ts';
export { outboxLedgerMigration } from './outbox-ledger.migration.ts';
export { keepOutbox } from './outbox-upkeep.ts';
export { outboxUpkeepMigration } from './outbox-upkeep.migration.ts';
export { outboxMigration } from './outbox.migration.ts';
export { OutboxModule, type OutboxOptions } from './outbox.module.ts';
export { Relay, type RelayNotice, type RelayOptions } from './relay.ts';
