import { migrationOf } from '#libs/service-kit';

/**
 * How a grant lets subjects be named. A grant that is stored already allows what its evidence type does, as before, until
 * the policy is applied again; an event grant is asked by record.
 */
export const grantSubjectKindsMigration = migrationOf('GrantSubjectKinds1796450000000', [
  `alter table policy_grant add column subject_kinds text[] not null
    default '{idnr,plate,vin,euid,widnr,lei,record}'`,
  `update policy_grant set subject_kinds = '{record}' where event_types is not null`,
  'alter table policy_grant alter column subject_kinds drop default',
]);
