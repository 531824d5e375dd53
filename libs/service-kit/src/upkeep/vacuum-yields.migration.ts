import type { MigrationInterface } from 'typeorm';
import { migrationOf } from '../database/index.ts';

/**
 * Lets functions that make and drop partitions have their turn beside an autovacuum, which yields to who has waited for
 * `deadlock_timeout` (1 s), while they wait 100 ms; not to one against wraparound, which yields to nobody. Without the
 * right to set it they wait for the vacuum's end. Frozen; listed after the functions.
 * @param functions with the types of their arguments
 */
export const vacuumYieldsMigration = (functions: readonly string[]): new () => MigrationInterface =>
  migrationOf('VacuumYields1796342400010', [
    `do $$ begin
  if not has_parameter_privilege('deadlock_timeout', 'set') then return; end if;
  ${functions.map((each) => `alter function ${each} set deadlock_timeout = '50ms';`).join('\n  ')}
end $$`,
  ]);
