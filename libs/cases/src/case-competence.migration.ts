import type { MigrationInterface } from 'typeorm';
import { admitted, protectRows } from '#libs/register-kit';
import { migrationOf } from '#libs/service-kit';

/** Lists are read by authority first, as each filter wants it. */
const indexes = {
  cases_of_authority: '(authority, id)',
  cases_of_authority_by_state: '(authority, state, id)',
  cases_of_authority_by_kind: '(authority, kind, id)',
  cases_of_authority_by_both: '(authority, state, kind, id)',
  // Those of all authorities are only counted; the policy looks at whose they are.
  cases_counted: '(state, kind, id) include (authority)',
};
const replaced = ['cases_by_state', 'cases_by_kind', 'cases_by_state_and_kind'];

/**
 * Lists of cases by authority, and row-level security as records have it. What was done to a case is judged through it; of
 * a case that the same statement makes there is none to be judged by. After `competenceMigrations`. Frozen.
 * @param stamp time stamp after all others of the app; one more follows it
 */
export const caseCompetenceMigrations = (
  appRole: string,
  stamp: number,
): readonly (new () => MigrationInterface)[] => [
  migrationOf(
    `CaseLists${stamp}`,
    [
      ...Object.entries(indexes).flatMap(([name, columns]) => [
        `drop index concurrently if exists ${name}`,
        `create index concurrently ${name} on cases ${columns}`,
      ]),
      ...replaced.map((name) => `drop index concurrently if exists ${name}`),
    ],
    false,
  ),
  migrationOf(`CaseCompetence${stamp + 1}`, [
    `create function case_is_foreign(asked uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from cases where id = asked and not coalesce(${admitted}, false))
$$`,
    'revoke all on function case_is_foreign(uuid) from public',
    `grant execute on function case_is_foreign(uuid) to ${appRole}`,
    ...protectRows('cases', appRole, admitted, admitted),
    ...protectRows(
      'case_acts',
      appRole,
      'exists (select from cases c where c.id = case_id)',
      'not case_is_foreign(case_id)',
    ),
  ]),
];
