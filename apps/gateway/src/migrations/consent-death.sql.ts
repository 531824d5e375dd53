/**
 * A death ends what the person had chosen or consented to (domain §5.2, §6.4). The event names the person by a
 * pseudonym of its own domain, so each record carries it; records from before get it at the next start. Once there, it
 * cannot be changed.
 */
export const consentDeath = `
alter table consent add column event_subject text;
alter table consent drop constraint consent_state_check;
alter table consent add constraint consent_state_check
  check (state in ('ACTIVE', 'WITHDRAWN', 'SUPERSEDED', 'ENDED_BY_DEATH'));
create index consent_by_event_subject on consent (event_subject) where state = 'ACTIVE';
create index consent_without_event_subject on consent (id) where event_subject is null and state = 'ACTIVE';

create function consent_keeps_event_subject() returns trigger language plpgsql as $$
begin
  if old.event_subject is not null and new.event_subject is distinct from old.event_subject then
    raise exception 'an event subject is set once' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger consent_keeps_event_subject before update of event_subject on consent
  for each row execute function consent_keeps_event_subject();

grant update (event_subject) on consent to gateway_app;
`;
