import { migrationOf } from '#libs/service-kit';

/** For the upkeep, which walks through open cases twice a minute; closed ones are kept, and are most of them. */
export const openCasesMigration = migrationOf('OpenCases1796083200004', [
  `create index cases_open on cases (id) include (vehicle_id) where state = 'OPEN'`,
]);
