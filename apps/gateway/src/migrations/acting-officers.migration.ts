import { migrationOf } from '#libs/service-kit';

/** An officer of a company acts for it. */
export const actingOfficersMigration = migrationOf('ActingOfficers1797142000001', [
  `insert into acting_kind (kind) values ('OFFICER')`,
]);
