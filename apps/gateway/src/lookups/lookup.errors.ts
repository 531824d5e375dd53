import { type ErrorCode, errorCodes, type ProblemDetailItem } from '#libs/contracts';
import { databaseTrouble, DomainError } from '#libs/service-kit';
import type { Refusal } from './decide.rules.ts';

/** A decision that went against the caller; it stands in the audit under `lookupId`. */
export class LookupRefused extends DomainError {
  readonly code: ErrorCode;
  override readonly retryAfterS?: number;

  constructor(
    override readonly lookupId: string,
    refusal: Refusal,
    override readonly items: readonly [ProblemDetailItem, ...ProblemDetailItem[]],
    waitS?: number,
  ) {
    super(items[0].detail);
    this.code = refusal;
    if (waitS !== undefined) this.retryAfterS = waitS;
  }
}

/** The register did not answer in time or not sensibly. The permit is void; asking again makes a new decision. */
export class RegisterUnavailable extends DomainError {
  readonly code = 'register-unavailable';
  override readonly retryAfterS = 2;

  constructor(
    override readonly lookupId: string,
    options: { readonly cause?: unknown } = {},
  ) {
    super('The register cannot be reached at the moment. Nothing was disclosed; ask again shortly.');
    this.cause = options.cause;
  }
}

/** No decision can be recorded, so nothing may be disclosed (no log, no lookup; FZV §68(3)). */
export class DecisionUnavailable extends DomainError {
  readonly code = 'not-ready';
  override readonly retryAfterS = 2;

  constructor(options: { readonly cause: unknown }) {
    super('Decisions cannot be recorded at the moment, so nothing is disclosed. Ask again shortly.');
    this.cause = options.cause;
  }
}

/** What could not be written because of the database makes disclosing impossible; anything else stays as it is. */
export const unrecorded = <T>(result: T | Error): T | Error =>
  result instanceof Error && databaseTrouble(result) !== undefined
    ? new DecisionUnavailable({ cause: result })
    : result;

/** Of a request that may name a consent or choice: it has to, must not, or the record does not count. */
export const consentRefusals = errorCodes.filter(
  (code) => code.startsWith('consent-') && code !== 'consent-closed',
);

const consentDetails: Readonly<Partial<Record<Refusal, string>>> = {
  'consent-foreign': 'There is no consent or choice with this id for this subject and this authority.',
  'consent-mismatch':
    'The record does not cover this purpose, evidence type and all of these fields. Ask the citizen for one that does.',
  'consent-expired': 'The record is not valid at this time. Ask the citizen for a new one.',
  'consent-withdrawn': 'The citizen has withdrawn this record. Do not ask again with it.',
  'consent-superseded': 'The citizen has replaced this record by a newer one. Use the newer one.',
  'consent-too-soon':
    'The citizen lets this record be used at intervals. Ask again after the seconds in Retry-After.',
  'consent-paused': 'The citizen lets this record rest. Ask again when it was resumed.',
  'consent-exhausted':
    'The record has been used as often as the citizen allowed. Ask the citizen for a new one.',
};

/** Detail of a refusal that was found inside the decision statement. */
export function consentItem(refusal: Refusal): ProblemDetailItem {
  const detail = consentDetails[refusal] ?? 'No valid grant covers this request.';
  return { pointer: '/consentId', code: refusal, detail };
}
