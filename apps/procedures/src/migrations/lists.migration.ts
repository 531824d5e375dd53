import { migrationOf } from '#libs/service-kit';

/**
 * Lists go back along an index whose columns all rise: with ids that fall in it, all submissions of an authority were
 * sorted for a page.
 */
export const listsMigration = migrationOf('Lists1797150000030', [
  'drop index submission_by_authority, submission_by_state, submission_by_form, submission_by_person, draft_by_person',
  'create index submission_by_authority on submission (authority, id)',
  'create index submission_by_state on submission (authority, state, id)',
  'create index submission_by_form on submission (authority, form, id)',
  'create index submission_by_person on submission (person, id)',
  'create index draft_by_person on draft (person, id)',
]);
