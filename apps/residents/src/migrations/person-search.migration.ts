import { fillSearchMigration, recordSearchMigration } from '#libs/register-kit';
import { residentSearchEntries, type SearchedResident } from '../resident-search.rules.ts';

const tables = { record: 'resident', table: 'residents', appRole: 'residents_app' };

/** The entries by which residents are searched for, and those of the residents that are there already. */
export const personSearchMigrations = [
  recordSearchMigration(tables),
  fillSearchMigration<SearchedResident & { readonly id: string }>({
    name: 'FillPersonSearch1796450000001',
    record: 'resident',
    table: 'residents',
    read: `family_name as "familyName", married_name as "marriedName", partnership_name as "partnershipName",
      birth_name as "birthName", former_family_names as "formerFamilyNames", religious_name as "religiousName",
      artist_name as "artistName", former_names_sealed as "formerNamesSealed", given_names as "givenNames",
      birth_date as "birthDate",
      -- Lists inside lists were accepted once; they name no home.
      jsonb_path_query_array(addresses, 'strict $[*] ? (@.ags.type() == "string")') as addresses`,
    entries: residentSearchEntries,
  }),
];
