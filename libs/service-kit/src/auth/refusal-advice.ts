import type { RefusalReason } from './access.errors.ts';

const claim = (name: string, form: string): string =>
  `The issuer has to write the claim ${name} (${form}); docs/identity.md says by which mapper Keycloak does.`;

/** What to look at where an issuer that is new here writes tokens in another form: one sentence, and no value of the token. */
const advice: Readonly<Partial<Record<RefusalReason, string>>> = {
  'claim-aud': claim('aud', 'the address that this service calls itself, as one text'),
  'claim-sub': claim('sub', 'one text'),
  'claim-client_id': claim('client_id', 'one text'),
  'claim-jti': claim('jti', 'one text'),
  'claim-authority': claim('authority', 'one text'),
  'claim-acr': claim('acr', 'one text'),
  'claim-auth_time': claim('auth_time', 'whole seconds'),
  'claim-scope': claim('scope', 'names with blanks between them'),
  'claim-no_idnr': claim('no_idnr', 'true, or none'),
  'claim-lifetime': claim('exp', 'at most 300 s after iat'),
  'claim-cnf':
    'The token is bound in a way that cannot be checked here; IGNORED_CONFIRMATIONS names what an issuer writes beside the confirmation (kc-jkt-type for Keycloak).',
  'jose-header':
    'The issuer has to sign access tokens with ES256, PS256 or EdDSA, and to write typ at+jwt and kid into their header.',
  unbound:
    'TOKEN_BINDING is required: the issuer has to bind the tokens of this client (DPoP, or its certificate).',
};

export const adviceFor = (reason: RefusalReason): { readonly advice?: string } => {
  const sentence = advice[reason];
  return sentence === undefined ? {} : { advice: sentence };
};
