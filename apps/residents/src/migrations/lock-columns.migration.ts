import type { MigrationInterface, QueryRunner } from 'typeorm';

export class LockColumns1795831000000 implements MigrationInterface {
  readonly name = 'LockColumns1795831000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(functions);
    await runner.query(closed);
    await runner.query(agreement);
  }

  down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}

/**
 * What the stored locks say, at whatever depth they lie: lists inside lists were accepted once. A lock that cannot be
 * read counts as an information lock without end, and a day that does not exist as a later one.
 */
const functions = `
  create function residents_information_lock(locks jsonb) returns date
  language sql immutable strict parallel safe as $$
    select case when jsonb_typeof(locks) <> 'array' then date '9999-12-31' else (
      select max(case
        when lock ->> 'kind' in ('CONDITIONAL', 'CIVIL_STATUS', 'TRANSMISSION') then null
        when lock ->> 'kind' = 'INFORMATION'
          and lock ->> 'until' ~ '^[1-9][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$'
        then make_date(substr(lock ->> 'until', 1, 4)::int, substr(lock ->> 'until', 6, 2)::int, 1)
          + (substr(lock ->> 'until', 9, 2)::int - 1)
        else date '9999-12-31' end)
      from (
        select jsonb_path_query(locks, 'strict $.** ? (@.type() == "object")')
        union all
        select jsonb_path_query(locks,
          'strict $.** ? (@.type() == "array")[*] ? (@.type() != "object" && @.type() != "array")')
      ) stored(lock)) end
  $$;
  create function residents_has_lock(locks jsonb, kind text) returns boolean
  language sql immutable strict parallel safe as $$
    select jsonb_path_exists(locks, 'strict $.** ? (@.kind == $kind)', jsonb_build_object('kind', kind))
  $$;`;

/** The protection first. The columns follow from the locks and are no act, so the history has nothing to say. */
const closed = `
  update residents set
    information_locked_until = greatest(information_locked_until, residents_information_lock(locks)),
    conditional_lock = conditional_lock or residents_has_lock(locks, 'CONDITIONAL'),
    former_names_sealed = former_names_sealed or residents_has_lock(locks, 'CIVIL_STATUS')
  where information_locked_until is distinct from
      greatest(information_locked_until, residents_information_lock(locks))
    or residents_has_lock(locks, 'CONDITIONAL') and not conditional_lock
    or residents_has_lock(locks, 'CIVIL_STATUS') and not former_names_sealed;`;

/**
 * From now on the columns that a lookup is judged by say what the locks say. Rows of before that are locked with no
 * stored lock stay locked, and take no act until they are repaired (`npm run repair`).
 */
const agreement = `
  alter table residents add constraint residents_locks_agree check (
    information_locked_until is not distinct from residents_information_lock(locks)
    and conditional_lock = residents_has_lock(locks, 'CONDITIONAL')
    and former_names_sealed = residents_has_lock(locks, 'CIVIL_STATUS')) not valid;
  do $$ begin
    alter table residents validate constraint residents_locks_agree;
  exception when check_violation then null;
  end $$;`;
