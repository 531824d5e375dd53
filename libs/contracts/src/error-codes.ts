import { type RegisterName, registers } from './register-name.ts';

/**
 * Every reason a caller can be refused for, whatever the register; what one register refuses by its own law stands in its
 * `register.json`. A code is the last path segment of a problem's `type` (RFC 9457 §3.1.1)
 * and the name of its page in docs/problems. Codes are never renamed and never reused.
 */
const ownCodes = [
  // the request itself
  'request-invalid',
  'json-malformed',
  'member-unknown',
  'member-missing',
  'encoding-invalid',
  'json-too-deep',
  'request-too-slow',
  'headers-too-large',
  'body-too-large',
  'content-type-unsupported',
  'route-unknown',
  'caller-not-listed',
  'identifier-malformed',
  'characters-unsuitable',
  'check-digit-wrong',
  'identifier-unknown',
  'birth-date-missing',
  'idempotency-key-reused',
  'idempotency-key-in-use',
  'idempotency-key-refused',
  'idempotency-key-missing',
  'quota-exceeded',
  // who asks
  'token-missing',
  'token-invalid',
  'token-binding-missing',
  'scope-missing',
  'person-required',
  'client-inactive',
  'authority-not-served',
  'authority-ended',
  'authority-not-begun',
  'assurance-too-low',
  'login-too-old',
  'idnr-missing',
  // what may be asked
  'evidence-type-unknown',
  'purpose-unknown',
  'subject-kind-unsuitable',
  'field-unknown',
  'field-not-granted',
  'subject-kind-not-granted',
  'grant-missing',
  // consent and choice
  'consent-required',
  'consent-foreign',
  'consent-mismatch',
  'consent-expired',
  'consent-withdrawn',
  'consent-exhausted',
  'consent-superseded',
  'consent-paused',
  'consent-too-soon',
  'consent-closed',
  'consent-not-needed',
  'consent-unknown',
  'notice-mismatch',
  'confirmation-mismatch',
  'validity-too-long',
  // preview before use
  'request-unknown',
  'request-expired',
  'request-decided',
  'person-asked-too-often',
  'preview-required',
  'preview-unknown',
  'preview-expired',
  'preview-decided',
  'preview-key-wrong',
  'nothing-to-use',
  'subject-foreign',
  'representation-refused',
  'representation-joint',
  'recipient-key-missing',
  'encryption-key-unsuitable',
  'encryption-key-unknown',
  'release-unknown',
  'release-expired',
  'release-taken',
  'release-changed',
  // the data trail
  'disclosure-unknown',
  'disclosure-empty',
  'report-made',
  'report-unknown',
  'report-closed',
  // registers, any
  'permit-refused',
  'record-unknown',
  'record-exists',
  'record-changed-meanwhile',
  'other-authority-competent',
  'effective-in-future',
  'import-format-unknown',
  'import-line-unreadable',
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
  // forms, drafts and submissions
  'form-unknown',
  'form-version-changed',
  'draft-unknown',
  'draft-changed-meanwhile',
  'draft-submitted',
  'drafts-too-many',
  'submission-unknown',
  'submission-taken',
  'submission-not-taken',
  'submission-paper-open',
  'submission-changed-meanwhile',
  'submission-decided',
  'submission-under-way',
  'answer-not-asked',
  // operating the event streams
  'topic-unknown',
  'consumer-group-unknown',
  'dead-letter-unknown',
  'dead-letter-settled',
  'dead-letter-out-of-order',
  'dead-letter-redriving',
  'dead-letter-not-correctable',
  'redrive-unknown',
  'correction-unknown',
  'correction-open',
  'correction-unsuitable',
  'correction-state-unsuitable',
  'correction-self-approval',
  'correction-dry-run-stale',
  'replay-unknown',
  'replay-state-unsuitable',
  'replay-self-approval',
  'replay-dry-run-stale',
  'replay-selection-empty',
  'replay-target-unsuitable',
  'broker-away',
  // the system
  'register-unavailable',
  'overloaded',
  'not-ready',
  'internal-error',
] as const;

export type OwnErrorCode = (typeof ownCodes)[number];
export type RegisterErrorCode = {
  [K in RegisterName]: keyof (typeof registers)[K]['errors'];
}[RegisterName];
export type ErrorCode = OwnErrorCode | RegisterErrorCode;

/** Status and title of what registers refuse by their own law. */
export const registerProblems: Readonly<
  Record<RegisterErrorCode, { readonly status: number; readonly title: string }>
> = Object.fromEntries(Object.values(registers).flatMap(({ errors }) => Object.entries(errors))) as Record<
  RegisterErrorCode,
  { readonly status: number; readonly title: string }
>;

export const errorCodes: readonly ErrorCode[] = [
  ...ownCodes,
  ...(Object.keys(registerProblems) as RegisterErrorCode[]),
];
