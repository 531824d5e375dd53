import { calling, type Upkeep } from '#libs/service-kit';

/** With as many parked ones; five thousand of both held up the commits of others for 220 ms. */
const PORTION = 2_000;

/** Forgets what was handled, redriven or discarded long ago, of all groups of the app; needs `inboxUpkeepMigrations`. */
export function keepInbox(upkeep: Upkeep): void {
  upkeep.add({
    name: 'inbox',
    most: PORTION,
    portion: calling('select inbox_forget($1) as done', [PORTION]),
    lag: `select extract(epoch from kept_until('inbox-event', '', '7 days', false)
      - (select handled_at from inbox_event order by handled_at limit 1))::float8 as seconds`,
  });
}
