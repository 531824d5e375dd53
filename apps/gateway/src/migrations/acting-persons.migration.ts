import { lockAll, migrationOf } from '#libs/service-kit';

/**
 * Who decided (`acted_by`, `decided_by`) and for whom (`citizen`). Whoever decided before did so for oneself, and so does
 * everybody as long as the constraints `…_for_oneself` stand. Of decisions from before nothing is said.
 */
export const actingPersonsMigration = migrationOf('ActingPersons1797131000000', [
  lockAll([{ name: 'decision' }, { name: 'consent' }, { name: 'consent_event' }, { name: 'preview' }]),
  `alter table consent add column acted_by text`,
  `update consent set acted_by = citizen`,
  `alter table consent alter column acted_by set not null,
    add constraint consent_for_oneself check (acted_by = citizen)`,
  `alter table consent_event add column acted_by text`,
  `update consent_event e set acted_by = c.citizen from consent c where c.id = e.consent_id and e.actor = 'SUBJECT'`,
  `alter table consent_event add constraint consent_event_acted_by_check check ((acted_by is null) = (actor = 'EVENT'))`,
  `alter table preview add column acted_by text, add column decided_by text`,
  `update preview set acted_by = citizen, decided_by = case when decided_at is not null then citizen end`,
  `alter table preview alter column acted_by set not null,
    add constraint preview_for_oneself check (acted_by = citizen and decided_by = citizen),
    add constraint preview_decided_by_check check ((decided_by is null) = (decided_at is null))`,
  'grant update (decided_by) on preview to gateway_app',
  `alter table decision add column acted_by text`,
  `alter table decision add constraint decision_acted_by_check check (acted_by is null or stage <> 'LOOKUP') not valid`,
]);
