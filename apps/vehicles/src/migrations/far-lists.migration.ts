import { migrationOf } from '#libs/service-kit';

/** Cases are counted and listed by `cases_by_state_and_kind`. */
export const farListsMigration = migrationOf(
  'FarLists1796342400002',
  ['drop index concurrently if exists cases_unclosed'],
  false,
);
