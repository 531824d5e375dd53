import { calling, StillInUse, type Upkeep } from '#libs/service-kit';
import { type Removal, removeOldDays } from './outbox-retention.ts';

/** Days for which partitions are made ahead. */
const DAYS_AHEAD = 14;
/** All at once: there are no more than days. */
const ALL = Number.POSITIVE_INFINITY;

/**
 * Makes days of the outbox ahead, whether anybody appends or not, and removes those before the last `keepDays` full ones;
 * what became of each is reported.
 */
export function keepOutbox(
  upkeep: Upkeep,
  keepDays: number,
  report: (removals: readonly Removal[]) => void,
): void {
  upkeep.add({
    name: 'outbox-days-ahead',
    most: ALL,
    portion: calling('select outbox_ensure_partitions($1) as done', [DAYS_AHEAD]),
  });
  upkeep.add({
    name: 'outbox-days-due',
    most: ALL,
    portion: async (database) => {
      const removals = await removeOldDays(database, keepDays);
      report(removals);
      if (removals.some(({ verdict }) => verdict === 'busy')) throw new StillInUse('A day has writers.');
      return removals.filter(({ verdict }) => verdict === 'removed').length;
    },
    lag: `
      select extract(epoch from now() - (min(day) + 1 + ${keepDays})::timestamp at time zone 'UTC')::float8 as seconds
      from outbox_days_before((now() at time zone 'UTC')::date - ${keepDays}) as day`,
  });
}
