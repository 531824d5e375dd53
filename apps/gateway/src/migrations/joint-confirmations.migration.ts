import { lockAll, migrationOf } from '#libs/service-kit';

/**
 * A joint choice names the entry of who gave it until another one has confirmed it. That it was let rest meanwhile stands in its row:
 * whoever changes both waits for the row, and then sees it, which is not so of a row elsewhere.
 */
export const jointConfirmationsMigration = migrationOf('JointConfirmations1797163000000', [
  lockAll([{ name: 'consent' }]),
  `alter table consent add column acted_entry text, add column paused_while_awaiting boolean not null default false,
    add constraint consent_acted_entry_check check (acted_entry is null or (jointly and acted_with is null)),
    add constraint consent_paused_while_awaiting_check check (
      not paused_while_awaiting or (jointly and (paused_at is not null or state <> 'ACTIVE')))`,
  'grant update (acted_entry, paused_while_awaiting) on consent to gateway_app',
]);
