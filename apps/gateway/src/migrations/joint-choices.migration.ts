import { lockAll, migrationOf } from '#libs/service-kit';

/**
 * A choice that an officer gives who represents a company with another one rests until that one has confirmed it, and the database
 * is held to it: nothing is permitted on a choice that rests.
 */
export const jointChoicesMigration = migrationOf('JointChoices1797142000002', [
  lockAll([{ name: 'consent' }]),
  `alter table consent add column jointly boolean not null default false, add column acted_with text,
    add constraint consent_jointly_check check (
      (not jointly or acting_as = 'OFFICER') and (acted_with is null or (jointly and acted_with <> acted_by))
      and (not jointly or acted_with is not null or paused_at is not null or state <> 'ACTIVE'))`,
  'grant update (acted_with) on consent to gateway_app',
]);
