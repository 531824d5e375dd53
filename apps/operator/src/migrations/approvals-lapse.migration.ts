import { migrationOf } from '#libs/service-kit';

/**
 * Every approved correction lapses. Those approved before there was a time are over now: the next sweep ends them, and says
 * so. Their commands name no time, so a group of this release refuses them; what an earlier one applied is told when it
 * says so. A process of before, at work during the roll-out, gives none either.
 */
export const approvalsLapseMigration = migrationOf('ApprovalsLapse1797350000002', [
  `create or replace function correction_step() returns trigger language plpgsql as $$
  begin
    if new.state <> old.state and not exists (
      select from (values
        ('draft', 'dry-run'), ('dry-run', 'approved'), ('approved', 'applied'), ('approved', 'refused'),
        ('approved', 'lapsed'), ('lapsed', 'applied'),
        ('draft', 'refused'), ('dry-run', 'refused'), ('draft', 'cancelled'), ('dry-run', 'cancelled')) as step (a, b)
      where a = old.state and b = new.state)
    then raise exception 'correction_step: % to %', old.state, new.state using errcode = 'check_violation';
    end if;
    if new.state = 'approved' and new.lapses_at is null then
      new.lapses_at := clock_timestamp() + interval '15 minutes';
    end if;
    return new;
  end $$`,
  `update correction set lapses_at = clock_timestamp() where state = 'approved' and lapses_at is null`,
]);
