import { pseudonymKeys, pseudonymVersions } from '#libs/service-kit';
import { KeptPseudonyms1797131000000 } from './kept-pseudonyms.migration.ts';
import { OidcModel1760000000000 } from './oidc-model.migration.ts';

/** All migrations of this service, in order. */
export const migrations = [
  OidcModel1760000000000,
  KeptPseudonyms1797131000000,
  pseudonymVersions(1797151000000, ['kept_pseudonym', 'oidc_model']),
  pseudonymKeys(1797154000000, 'identity_app'),
];
