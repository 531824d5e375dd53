import { migrationOf } from '#libs/service-kit';

/** Whose retrievals are not told to the persons concerned, and by which norm (BMG §11). */
export const concealedAuthoritiesMigration = migrationOf('ConcealedAuthorities1797133000000', [
  'alter table policy_authority add column concealed text',
]);
