import type { RegisterName } from './register-name.ts';

/**
 * Payload of the JWS (`typ` = `holdings+jwt`) that the gateway posts to `POST /internal/v1/holdings` as `application/jose`:
 * whose records a process of a register keeps, page by page, for the directory that routes permits.
 */
export interface HoldingsQuestion {
  readonly iss: string;
  readonly aud: RegisterName;
  readonly iat: number;
  readonly exp: number;
  /** Id of the record after which the page begins. */
  readonly after: string;
}

export const HOLDINGS_TYP = 'holdings+jwt';

/** Before the first record. */
export const FIRST_HOLDING = '00000000-0000-0000-0000-000000000000';

/** One record; what its events say of it, and no value. */
export interface Holding {
  readonly recordId: string;
  /** As its events name the subject. */
  readonly subject: string;
  readonly authority: string;
  readonly version: number;
  /** Day of its registration, `YYYY-MM-DD`. */
  readonly since: string;
  /** RFC 3339 */
  readonly recordedAt: string;
  readonly closed: boolean;
}

/** Body of the answer, in the order of the ids; an empty page is the last one. */
export interface Holdings {
  readonly holdings: readonly Holding[];
}
