import { calling, type Upkeep } from '#libs/service-kit';

const BATCH = 500;

/** Removes cases that were closed long ago; `forget_old_cases` is the register's own. */
export function forgetOldCases(upkeep: Upkeep): void {
  upkeep.add({
    name: 'cases',
    most: BATCH,
    portion: calling('select forget_old_cases($1) as done', [BATCH]),
    lag: `select extract(epoch from kept_until('case', '', '1 year', false) - min(closed_at))::float8 as seconds
      from cases where state = 'CLOSED'`,
  });
}
