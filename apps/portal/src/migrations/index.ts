import { sessionsMigration } from './sessions.migration.ts';
import { sessionsOfNobodyMigration } from './sessions-of-nobody.migration.ts';

/** All migrations of this app, in the order of their time stamps. */
export const migrations = [sessionsMigration, sessionsOfNobodyMigration];
