import { calling } from './portions.ts';
import type { Upkeep } from './upkeep.module.ts';

const MONTHS_AHEAD = 3;
/** Rows of each part that are looked at in one transaction. */
const PORTION = 5_000;

/** Keeps the logs of `partitionedLogsMigrations`: months made ahead, months dropped, and what is due before its month. */
export function keepLogs(upkeep: Upkeep): void {
  upkeep.add({
    name: 'log-months-ahead',
    most: 1,
    portion: calling('select log_ensure_months($1) as done', [MONTHS_AHEAD]),
  });
  upkeep.add({
    name: 'log-months-due',
    most: 1,
    portion: calling('select log_drop_month() as done'),
    lag: `select extract(epoch from log_due_before_all() - min(ends_at))::float8 as seconds
      from log_partition where ends_at <= log_due_before_all()`,
  });
  upkeep.add({
    name: 'log-rows-due',
    most: PORTION,
    portion: calling('select max(log_forget(part, $1)) as done from log_walk', [PORTION]),
    lag: 'select max(log_lag(part)) as seconds from log_walk',
  });
}
