import { migrationOf } from '#libs/service-kit';

/**
 * Who asks for what another person approves is a person: behind a machine may stand the one who approves. What machines asked
 * for and nobody began is given up. Each correction has a secret of its own, under which its hashes are made.
 */
export const askedByPersonsMigration = migrationOf('AskedByPersons1797250000010', [
  `with given_up as (
    update replay set state = 'cancelled', ended_at = now()
    where state in ('draft', 'dry-run', 'approved') and requested_issuer is null returning id)
  insert into audit (actor, action, object, reason)
  select 'system', 'replay.cancelled', id, 'Asked for by a machine, which says nothing of who approves' from given_up`,
  `with given_up as (
    update correction set state = 'cancelled', ended_at = now()
    where state in ('draft', 'dry-run') and requested_issuer is null returning id)
  insert into audit (actor, action, object, reason)
  select 'system', 'dead-letters.correction-cancelled', id, 'Drafted by a machine, which says nothing of who approves'
  from given_up`,
  // What had begun before goes on; nothing begins any more.
  `alter table replay add constraint replay_asked_by_person check (
    requested_issuer is not null or state not in ('draft', 'dry-run', 'approved'))`,
  `alter table correction
    add constraint correction_asked_by_person check (
      requested_issuer is not null or state not in ('draft', 'dry-run')),
    add column secret text not null default replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '')`,
]);
