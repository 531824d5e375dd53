export * from './along-index.ts';
export * from './committed.ts';
export * from './database.module.ts';
export * from './lock-keys.ts';
export * from './pool.ts';
export * from './run-migrations.ts';
export * from './statements.migration.ts';
export { type Claim, LeasedQueue, type QueueTable } from './leased-queue.ts';
export { sqlGauge } from './sql-gauge.ts';
