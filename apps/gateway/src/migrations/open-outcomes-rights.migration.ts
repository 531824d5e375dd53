import { migrationOf } from '#libs/service-kit';

/** As every function that writes: nobody else has any business with it. */
export const openOutcomesRightsMigration = migrationOf('OpenOutcomesRights1796256000000', [
  'revoke all on function find_open_outcomes(interval, int) from public',
  'grant execute on function find_open_outcomes(interval, int) to gateway_app',
]);
