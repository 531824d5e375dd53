import { lockAll, migrationOf } from '#libs/service-kit';

/** Decisions to show a person what was disclosed earlier, or what a register keeps about them (OZG §10). */
export const contentsMigration = migrationOf('Contents1797133000020', [
  lockAll([{ name: 'decision' }]),
  'alter table decision add column recalls uuid',
  `alter table decision drop constraint decision_stage_check, add constraint decision_stage_check
    check (case stage when 'LOOKUP' then preview is null when 'PREVIEW' then preview = id
      when 'RELEASE' then preview is not null when 'CONTENT' then preview is null and recalls is not null
      when 'OWN_DATA' then preview is null else false end) not valid`,
]);
