import { migrationOf } from '#libs/service-kit';

/** A case is its vehicle's office's. It stays with that authority, and who succeeded it keeps its cases. */
export const casesOfAuthorityMigration = migrationOf('CasesOfAuthority1796900000002', [
  'alter table cases add column authority text',
  'update cases c set authority = v.authority from vehicles v where v.id = c.vehicle_id',
]);
