import { migrationOf } from '#libs/service-kit';

/**
 * An approved correction lapses when its group did not answer in time. What the group had applied by then is told when it
 * answers after all. Those approved before this have no time: their commands name none, so a group may still apply them.
 */
export const correctionsLapseMigration = migrationOf('CorrectionsLapse1797310000001', [
  `alter table correction add column lapses_at timestamptz,
    drop constraint correction_state_check,
    add constraint correction_state_check
      check (state in ('draft', 'dry-run', 'approved', 'applied', 'refused', 'lapsed', 'cancelled'))`,
  'grant update (lapses_at) on correction to operator_app',
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
    return new;
  end $$`,
]);
