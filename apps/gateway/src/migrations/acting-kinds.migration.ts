import { lockAll, migrationOf } from '#libs/service-kit';

/**
 * As what somebody acts for whom: a table of kinds instead of constraints that know one. Only who acts as ONESELF is the person
 * for whom. Whoever decides on a preview is who asked for it. Of decisions from before nothing is said.
 */
export const actingKindsMigration = migrationOf('ActingKinds1797142000000', [
  lockAll([{ name: 'decision' }, { name: 'consent' }, { name: 'preview' }]),
  'create table acting_kind (kind text primary key)',
  `insert into acting_kind (kind) values ('ONESELF'), ('PARENT')`,
  'grant select on acting_kind to gateway_app',
  `alter table consent add column acting_as text not null default 'ONESELF' references acting_kind (kind),
    drop constraint consent_for_oneself,
    add constraint consent_acting_as_check check ((acting_as = 'ONESELF') = (acted_by = citizen)),
    add constraint consent_of_another_check check (acting_as = 'ONESELF' or kind = 'CHOICE')`,
  `alter table preview add column acting_as text not null default 'ONESELF' references acting_kind (kind),
    drop constraint preview_for_oneself,
    add constraint preview_acting_as_check check ((acting_as = 'ONESELF') = (acted_by = citizen) and decided_by = acted_by)`,
  'alter table decision add column acting_as text',
  `alter table decision add constraint decision_acting_as_check
    check ((acting_as = 'ONESELF') = (acted_by = citizen)) not valid`,
]);
