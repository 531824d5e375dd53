import { migrationOf } from '#libs/service-kit';

const isOneOf = (list: string): string =>
  `not jsonb_path_exists(${list}, '$[*].representation ? (@ != null && @ != "ALONE" && @ != "JOINTLY")')`;

/** How somebody represents a company is one of two, or is not said. */
export const officerRepresentationMigration = migrationOf('OfficerRepresentation1797022000000', [
  `alter table companies add constraint companies_representation_check
    check (${isOneOf('officers')} and ${isOneOf('proxies')})`,
]);
