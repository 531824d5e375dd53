import { migrationOf } from '#libs/service-kit';

/**
 * An approval is of the dry run that stands in its row, and both stay as they were. A dry run counted before this has no
 * hash in its row; of it any is taken, once.
 */
export const approvalKeptMigration = migrationOf('ApprovalKept1797250000012', [
  `alter table replay add constraint replay_approved_what_was_counted
    check (approved_dry_run = coalesce(dry_run ->> 'hash', approved_dry_run))`,
  `create or replace function replay_approved_as_seen() returns trigger language plpgsql as $$
  begin
    if new.state = 'dry-run' then
      if new.approved_dry_run is null then return new; end if;
    elsif new.dry_run is not distinct from old.dry_run then
      if old.state = 'dry-run' and new.state = 'approved' then
        if new.approved_dry_run is not null then return new; end if;
      elsif new.approved_dry_run is not distinct from old.approved_dry_run then return new;
      end if;
    end if;
    raise exception 'replay_approved_as_seen' using errcode = 'check_violation';
  end $$`,
  'drop trigger replay_approved_as_seen on replay',
  `create trigger replay_approved_as_seen before update on replay
    for each row execute function replay_approved_as_seen()`,
]);
