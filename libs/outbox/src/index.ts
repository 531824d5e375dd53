export { appendEvents, outboxEventOf, type OutboxEvent, type TransactionRunner } from './append-events.ts';
export { outboxMigration } from './outbox.migration.ts';
export { Relay, type RelayNotice, type RelayOptions } from './relay.ts';
