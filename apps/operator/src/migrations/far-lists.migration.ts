import { migrationOf } from '#libs/service-kit';

/** For both filters of the audit at once, and for dead letters of a time, in the order in which they are listed. */
export const farListsMigration = migrationOf(
  'FarLists1796342400000',
  [
    'drop index concurrently if exists audit_by_object_and_actor',
    'create index concurrently audit_by_object_and_actor on audit (object, actor, seq)',
    'drop index concurrently if exists dead_letter_by_parking',
    'create index concurrently dead_letter_by_parking on dead_letter (parked_at, number)',
    'drop index concurrently if exists dead_letter_by_time',
  ],
  false,
);
