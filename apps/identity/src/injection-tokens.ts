/** Injection token of the oidc-provider `Provider`. */
export const OIDC_PROVIDER = Symbol('OIDC_PROVIDER');
