/** Seconds a client assertion may live, and by which clocks may differ. */
const LIFETIME_S = 300;
const TOLERANCE_S = 10;

/**
 * What RFC 7523 §3 and the FAPI 2.0 security profile §5.3.2.1 ask of a client assertion beyond the library's own checks:
 * the issuer as the one audience (the library also takes the token endpoint and lists), a short life, a plain `jti`.
 * @param now seconds since the epoch
 * @returns what is wrong, or undefined
 */
export function assertionFault(
  claims: Readonly<Record<string, unknown>>,
  issuer: string,
  now: number,
): string | undefined {
  const { aud, sub, iss, jti, iat, exp } = claims;
  if (aud !== issuer) return 'audience (aud) must be the issuer identifier, as a string';
  if (sub !== iss) return 'sub and iss must be the client_id';
  if (typeof jti !== 'string' || jti.length > 255) return 'jti must be a string of at most 255 characters';
  if (!Number.isSafeInteger(iat) || !Number.isSafeInteger(exp)) return 'iat and exp must be whole seconds';
  if ((iat as number) > now + TOLERANCE_S) return 'iat must not be in the future';
  if ((exp as number) - (iat as number) > LIFETIME_S) return `exp must be within ${LIFETIME_S} s of iat`;
  return undefined;
}
