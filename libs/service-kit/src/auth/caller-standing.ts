import type { AccessClaims, Scope } from '#libs/contracts';

/**
 * Whether a caller that proved who it is may still act (security.md, "What a resource server checks", step 7). Asked at
 * each request, of a database: a token lives on for minutes after its client was suspended.
 */
export interface CallerStanding {
  /**
   * @param needed scopes of the route
   * @throws ClientInactive
   */
  check(caller: AccessClaims, needed: readonly Scope[]): Promise<void>;
}

/** Injection token of the {@link CallerStanding}. */
export const CALLER_STANDING = Symbol('CALLER_STANDING');
