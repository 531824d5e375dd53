/**
 * Every reason a caller can be refused for. A code is the last path segment of a problem's `type` (RFC 9457 §3.1.1)
 * and the name of its page in docs/problems. Codes are never renamed and never reused.
 */
export const errorCodes = [
  // the request itself
  'request-invalid',
  'json-malformed',
  'member-unknown',
  'member-missing',
  'body-too-large',
  'content-type-unsupported',
  'route-unknown',
  'identifier-malformed',
  'check-digit-wrong',
  'identifier-unknown',
  'birth-date-missing',
  'idempotency-key-reused',
  'idempotency-key-in-use',
  'idempotency-key-refused',
  'quota-exceeded',
  // who asks
  'token-missing',
  'token-invalid',
  'token-binding-missing',
  'scope-missing',
  'client-inactive',
  'assurance-too-low',
  // what may be asked
  'evidence-type-unknown',
  'purpose-unknown',
  'subject-kind-unsuitable',
  'field-unknown',
  'field-not-granted',
  'grant-missing',
  // consent and choice
  'consent-required',
  'consent-foreign',
  'consent-mismatch',
  'consent-expired',
  'consent-withdrawn',
  'consent-exhausted',
  'consent-superseded',
  'consent-not-needed',
  'consent-unknown',
  'notice-mismatch',
  'validity-too-long',
  // registers, any
  'permit-refused',
  'record-unknown',
  'record-exists',
  'record-changed-meanwhile',
  'effective-in-future',
  'import-format-unknown',
  'import-line-unreadable',
  // residents
  'resident-deceased',
  'move-to-current-address',
  'name-unchanged',
  'death-before-birth',
  // vehicles
  'transfer-to-current-holder',
  'vehicle-deregistered',
  'plate-taken',
  'vin-registered',
  // business
  'company-deleted',
  'seat-unchanged',
  // cases at a register's office
  'case-unknown',
  'case-taken',
  'case-closed',
  // subscriptions, feeds and webhooks
  'event-type-unknown',
  'subscription-not-granted',
  'subscription-unknown',
  'subscription-ended',
  'cursor-invalid',
  'cursor-expired',
  'callback-unknown',
  'delivery-unknown',
  // operating the event streams
  'topic-unknown',
  'consumer-group-unknown',
  'dead-letter-unknown',
  'dead-letter-settled',
  'dead-letter-out-of-order',
  'redrive-unknown',
  'replay-unknown',
  'replay-state-unsuitable',
  'replay-self-approval',
  'replay-dry-run-stale',
  'replay-selection-empty',
  'replay-target-unsuitable',
  // the system
  'register-unavailable',
  'overloaded',
  'not-ready',
  'internal-error',
] as const;

export type ErrorCode = (typeof errorCodes)[number];
