import { migrationOf } from '#libs/service-kit';

/**
 * Who took a step is a person (`…_by` with `…_issuer`) at a client, or a machine (`…_by` alone, a client id). Whoever asked
 * as a client may be a person who approves now, so what was asked for and not started is given up.
 */
export const personsMigration = migrationOf('Persons1796500000000', [
  `alter table replay
    add column requested_issuer text, add column requested_client text,
    add column approved_issuer text, add column approved_client text,
    add column started_issuer text, add column started_client text,
    drop constraint replay_check,
    add constraint replay_by_two_persons check (
      approved_by is null or (approved_by, approved_issuer) is distinct from (requested_by, requested_issuer))`,
  `create function replay_approved_by_person() returns trigger language plpgsql as $$
  begin
    if new.approved_by is not null and new.approved_issuer is null then
      raise exception 'replay_approved_by_person' using errcode = 'check_violation';
    end if;
    return new;
  end $$`,
  `create trigger replay_approved_by_person before insert or update of approved_by, approved_issuer on replay
    for each row execute function replay_approved_by_person()`,
  `with given_up as (
    update replay set state = 'cancelled', ended_at = now() where state in ('draft', 'dry-run', 'approved') returning id)
  insert into audit (actor, action, object, reason)
  select 'system', 'replay.cancelled', id, 'Asked for by a client, which says nothing of who approves' from given_up`,
  `grant insert (requested_issuer, requested_client) on replay to operator_app`,
  `grant update (approved_issuer, approved_client, started_issuer, started_client) on replay to operator_app`,
]);
