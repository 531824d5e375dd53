import { migrationOf } from '#libs/service-kit';

/** An approval keeps the hash of the count that its approver looked at; those given before have none. */
export const approvedAsSeenMigration = migrationOf('ApprovedAsSeen1797250000011', [
  `alter table replay add column approved_dry_run text check (approved_dry_run ~ '^[0-9a-f]{64}$')`,
  `create function replay_approved_as_seen() returns trigger language plpgsql as $$
  begin
    if new.state = 'approved' and old.state = 'dry-run' and new.approved_dry_run is null then
      raise exception 'replay_approved_as_seen' using errcode = 'check_violation';
    end if;
    return new;
  end $$`,
  `create trigger replay_approved_as_seen before update of state on replay
    for each row execute function replay_approved_as_seen()`,
  `grant update (approved_dry_run) on replay to operator_app`,
]);
