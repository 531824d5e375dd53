export * from './log-upkeep.ts';
export * from './partitioned-logs.migration.ts';
export { lockAll } from './partitioned-logs.sql.ts';
export * from './partitioned-logs.ts';
export * from './portions.ts';
export * from './retention-periods.migration.ts';
export * from './upkeep.module.ts';
export * from './vacuum-yields.migration.ts';
