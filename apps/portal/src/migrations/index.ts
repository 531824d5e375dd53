import { sessionsMigration } from './sessions.migration.ts';

/** All migrations of this app, in the order of their time stamps. */
export const migrations = [sessionsMigration];
