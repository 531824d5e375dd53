import type { AccessClaims } from '#libs/contracts';
import { DomainError } from '#libs/service-kit';

/** How long after a login somebody may be a second pair of eyes. */
export const RECENT_LOGIN_S = 15 * 60;
/** Clock difference between issuer and service that is forgiven. */
const TOLERANCE_S = 10;

/** Who gives the second pair of eyes has just shown who they are: no desk is left with a session that approves (RFC 9470 §3). */
export class LoginTooOld extends DomainError {
  readonly code = 'login-too-old';
  override readonly challenge = `Bearer error="insufficient_user_authentication", max_age="${RECENT_LOGIN_S}"`;
  constructor() {
    super(
      `Who approves has to have logged in within the last ${RECENT_LOGIN_S / 60} minutes. Log in again (max_age=${RECENT_LOGIN_S}), and send the request with the new token.`,
    );
  }
}

/**
 * Ask after it is known that a person acts: a machine never logs in.
 * @throws LoginTooOld also where the token does not say when the login was
 */
export function requireRecentLogin({ authTime }: Pick<AccessClaims, 'authTime'>, nowMs: number): void {
  if (authTime === undefined || nowMs / 1_000 - authTime > RECENT_LOGIN_S + TOLERANCE_S)
    throw new LoginTooOld();
}
