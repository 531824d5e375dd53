import { migrationOf } from '#libs/service-kit';

/** Anybody can begin a session without signing in: how many there are is asked often, and they are removed first. */
export const sessionsOfNobodyMigration = migrationOf('SessionsOfNobody1797240000010', [
  'create index session_of_nobody on session (lasts_until) where whose is null',
]);
