/** Made by `npm run generate` from the API description of gateway; a change by hand is refused. */
import type { ServiceRoutes } from '../routes.ts';

export interface Localised {
  readonly de: string;
  readonly en: string;
}

export interface EvidenceField {
  readonly path: string;
  readonly title: Localised;
}

export interface EvidenceType {
  readonly id: string;
  readonly version: number;
  readonly title: Localised;
  readonly register: 'residents' | 'vehicles' | 'business';
  /** Identifiers a subject may be named by */
  readonly subjectKinds: readonly string[];
  /** Whether the birth date must go with the IDNr (EGovG §5(4)) */
  readonly birthDateRequired: boolean;
  /** How long an answer may be relied on, ISO 8601 duration */
  readonly validFor: string;
  /** Laws under which the register transmits it */
  readonly legalBasis: readonly string[];
  readonly fields: readonly EvidenceField[];
  /** JSON Schema 2020-12 of the evidence; a grant may release fewer fields. Only with a single type. */
  readonly schema?: Readonly<Record<string, unknown>>;
}

export interface EvidenceTypeList {
  readonly evidenceTypes: readonly EvidenceType[];
}

export interface Grant {
  readonly id: string;
  readonly purpose: string;
  readonly purposeTitle: Localised;
  readonly evidenceType: string;
  /** How you may name the subject */
  readonly subjectKinds: readonly (
    'idnr' | 'plate' | 'vin' | 'euid' | 'widnr' | 'lei' | 'record' | 'person'
  )[];
  readonly fields: readonly string[];
  /** CHOICE and CONSENT need a consentId */
  readonly kind: 'CHOICE' | 'CONSENT' | 'STATUTE';
  readonly legalBasis: string;
  /** First day */
  readonly validFrom: string;
  /** Last day, inclusive (Europe/Berlin) */
  readonly lastDay?: string;
  /** The open row of docs/law.md for which the ground does not carry yet */
  readonly provisional?: string;
  /** On choice: the citizen sees the evidence first, and you take it at POST /v1/releases; a lookup is refused */
  readonly previewRequired: boolean;
  /** On choice: why evidence cannot be seen first, and is looked up at once */
  readonly previewNotPossible?: string;
  /** Social data (SGB X §67): always previewed */
  readonly socialData: boolean;
  /** Whether it holds now */
  readonly valid: boolean;
}

export interface EventGrant {
  readonly id: string;
  readonly purpose: string;
  readonly purposeTitle: Localised;
  readonly evidenceType: string;
  /** How you may name the subject */
  readonly subjectKinds: readonly (
    'idnr' | 'plate' | 'vin' | 'euid' | 'widnr' | 'lei' | 'record' | 'person'
  )[];
  readonly fields: readonly string[];
  /** CHOICE and CONSENT need a consentId */
  readonly kind: 'CHOICE' | 'CONSENT' | 'STATUTE';
  readonly legalBasis: string;
  /** First day */
  readonly validFrom: string;
  /** Last day, inclusive (Europe/Berlin) */
  readonly lastDay?: string;
  /** The open row of docs/law.md for which the ground does not carry yet */
  readonly provisional?: string;
  /** On choice: the citizen sees the evidence first, and you take it at POST /v1/releases; a lookup is refused */
  readonly previewRequired: boolean;
  /** On choice: why evidence cannot be seen first, and is looked up at once */
  readonly previewNotPossible?: string;
  /** Social data (SGB X §67): always previewed */
  readonly socialData: boolean;
  /** Whether it holds now */
  readonly valid: boolean;
  readonly eventTypes: readonly string[];
}

export interface MyGrants {
  readonly authority: string;
  readonly authorityName: string;
  /** Revision of the policy */
  readonly policyRevision: number;
  readonly grants: readonly Grant[];
  readonly eventGrants: readonly EventGrant[];
}

export interface Provenance {
  readonly register: 'residents' | 'vehicles' | 'business';
  /** Record version that last changed the value */
  readonly version: number;
  /** Day from which it holds */
  readonly effectiveOn: string;
  /** When it was recorded, RFC 3339 */
  readonly recordedAt: string;
}

export interface PersonAddress {
  /** Street; absent only where the place has no street names */
  readonly street?: string;
  /** House number, without letter and fraction */
  readonly houseNumber?: string;
  /** Letter of the house number */
  readonly houseNumberLetter?: string;
  /** Fraction of the house number */
  readonly houseNumberPart?: string;
}

export interface SubjectPerson {
  /** A family name that the person bears or bore, whole */
  readonly familyName: string;
  /** One or more of the given names, in any order, separated by blanks */
  readonly givenNames: string;
  /** Municipality key (AGS) of today */
  readonly municipality: string;
  readonly address?: PersonAddress;
  /** Birth date; unknown parts are 00 and match nothing else */
  readonly birthDate?: string;
}

export interface LookupSubject {
  /** Birth date beside the IDNr (EGovG §5(4)); unknown parts are 00 */
  readonly birthDate?: string;
  readonly person?: SubjectPerson;
  /** Identification number of a person (AO §139b), blanks allowed */
  readonly idnr?: string;
  /** Licence plate with hyphen and blank */
  readonly plate?: string;
  /** Vehicle identification number */
  readonly vin?: string;
  /** European unique identifier of a company (HGB §9b) */
  readonly euid?: string;
  /** Business identification number (AO §139c) */
  readonly widnr?: string;
  /** Legal entity identifier (ISO 17442) */
  readonly lei?: string;
  /** Record id from a change event; for evidence types that say so */
  readonly record?: string;
}

export interface LookupRequest {
  /** Evidence type, see GET /v1/evidence-types */
  readonly evidenceType: string;
  /** Purpose, see GET /v1/grants/mine */
  readonly purpose: string;
  readonly subject: LookupSubject;
  /** Fewer fields than granted; one that is not granted refuses the whole request */
  readonly fields?: readonly string[];
  /** Record of the citizen's choice or consent, where the grant rests on it */
  readonly consentId?: string;
  /** The authority's file number; kept with the decision. No personal data. */
  readonly caseReference?: string;
}

export interface Basis {
  readonly kind: 'CHOICE' | 'CONSENT' | 'STATUTE';
  readonly legalBasis: string;
  readonly consentId?: string;
}

export interface LookupAnswer {
  /** The durable decision behind this answer */
  readonly lookupId: string;
  readonly status: 'EVIDENCE' | 'NO_EVIDENCE';
  readonly evidenceType: string;
  readonly basis?: Basis;
  readonly registerAuthority?: string;
  /** When the register was asked, RFC 3339 */
  readonly asOf?: string;
  /** How long to rely on it, ISO 8601 duration */
  readonly validFor?: string;
  /** The permitted fields, nested as in the schema of the evidence type */
  readonly evidence?: Readonly<Record<string, unknown>>;
  /** By field path: where each value comes from */
  readonly provenance?: Readonly<Record<string, Provenance>>;
}

export interface EncryptionJwk {
  /** Key type */
  readonly kty: string;
  /** Curve */
  readonly crv: string;
  /** x coordinate, 32 bytes in base64url */
  readonly x: string;
  /** y coordinate, 32 bytes in base64url */
  readonly y: string;
  /** Not the key that signs your assertions */
  readonly use: string;
  /** Name of the key, which releases carry; its thumbprint (RFC 7638) without one */
  readonly kid?: string;
  /** Algorithm */
  readonly alg?: string;
  /** Refused: the private half stays with you */
  readonly d?: string;
}

export interface EncryptionKey {
  readonly kid: string;
  readonly jwk: EncryptionJwk;
  readonly registeredAt: string;
  /** Client that registered it */
  readonly clientId: string;
  /** All clients of your authority to whose keys releases are encrypted, newest key first; eight at most */
  readonly systems: readonly string[];
}

export interface ActingPerson {
  /** Identification number */
  readonly idnr: string;
  /** Birth date, as the register has it */
  readonly birthDate: string;
}

export interface ActingCompany {
  /** European unique identifier */
  readonly euid: string;
}

export interface ActingFor {
  /** PARENT: of a minor, in `for`. OFFICER: of a company, in `company` */
  readonly as: string;
  /** Yourself */
  readonly by: ActingPerson;
  /** The child */
  readonly for?: ActingPerson;
  /** The company */
  readonly company?: ActingCompany;
}

export interface PreviewItem {
  /** Evidence type, see GET /v1/evidence-types */
  readonly evidenceType: string;
  /** Yourself, or a vehicle or company of yours */
  readonly subject: LookupSubject;
  /** Fewer fields than the authority may ask for */
  readonly fields?: readonly string[];
  /** Your choice or consent that covers this */
  readonly consentId: string;
}

export interface PreviewRequest {
  /** Id of the authority that may have it then */
  readonly authority: string;
  /** Purpose */
  readonly purpose: string;
  /** The authority's file number; kept with the decision. No personal data. */
  readonly caseReference?: string;
  /** The request to you that this answers, see GET /v1/me/requests */
  readonly request?: string;
  /** For whom you act, if not for yourself; takes a login of level high. Subjects are theirs then */
  readonly actingFor?: ActingFor;
  /** Read in parallel; each is decided and answered by itself */
  readonly items: readonly PreviewItem[];
}

export interface Preview {
  readonly evidenceType: string;
  readonly basis?: Basis;
  readonly registerAuthority?: string;
  /** When the register was asked, RFC 3339 */
  readonly asOf?: string;
  /** How long to rely on it, ISO 8601 duration */
  readonly validFor?: string;
  /** The permitted fields, nested as in the schema of the evidence type */
  readonly evidence?: Readonly<Record<string, unknown>>;
  /** By field path: where each value comes from */
  readonly provenance?: Readonly<Record<string, Provenance>>;
  /** Absent where nothing was asked */
  readonly id?: string;
  readonly status: 'EVIDENCE' | 'NO_EVIDENCE' | 'PROBLEM';
  /** Shown once; whoever has it and your login can use the preview. The gateway does not keep it. */
  readonly key?: string;
  /** Until when it can be decided on */
  readonly expiresAt?: string;
  /** How it reaches the authority without being fetched */
  readonly otherWays?: readonly ('ENTER_IT' | 'BRING_PAPER')[];
  /** Why nothing can be shown, as a problem document (RFC 9457) */
  readonly problem?: Readonly<Record<string, unknown>>;
}

export interface PreviewList {
  /** In the order of the items */
  readonly previews: readonly Preview[];
}

export interface UsePreview {
  /** The key that came with the preview */
  readonly key: string;
}

export interface UsedPreview {
  /** Opens nothing */
  readonly id: string;
  /** A compact JWE (ECDH-ES+A256KW, A256GCM) that the authority alone can open: the release. It may go with the application. */
  readonly release: string;
  /** The same for each system of the authority that registered a key, `release` first; the `kid` in the head of each says for which key. All may go with the application. */
  readonly releases: readonly string[];
  /** Until when the authority can take it */
  readonly expiresAt: string;
}

export interface DeclinedPreview {
  /** Opens nothing */
  readonly id: string;
  /** How it reaches the authority without being fetched */
  readonly otherWays: readonly ('ENTER_IT' | 'BRING_PAPER')[];
}

export interface PendingRelease {
  /** Of the preview; opens nothing */
  readonly id: string;
  readonly purpose: string;
  readonly evidenceType: string;
  readonly caseReference?: string;
  /** A compact JWE (ECDH-ES+A256KW, A256GCM) that the authority alone can open: the release. It may go with the application. */
  readonly release: string;
  readonly expiresAt: string;
}

export interface PendingReleases {
  readonly releases: readonly PendingRelease[];
  /** Value of `after` for the next page; absent on the last */
  readonly next?: string;
}

export interface TakeRelease {
  /** From the decrypted release; it stands in no address and no log */
  readonly releaseId: string;
}

export interface ReleaseAnswer {
  /** The durable decision behind this answer */
  readonly lookupId: string;
  readonly status: 'EVIDENCE' | 'NO_EVIDENCE';
  readonly evidenceType: string;
  readonly basis?: Basis;
  readonly registerAuthority?: string;
  /** When the register was asked, RFC 3339 */
  readonly asOf?: string;
  /** How long to rely on it, ISO 8601 duration */
  readonly validFor?: string;
  /** The permitted fields, nested as in the schema of the evidence type */
  readonly evidence?: Readonly<Record<string, unknown>>;
  /** By field path: where each value comes from */
  readonly provenance?: Readonly<Record<string, Provenance>>;
  /** The preview that the citizen decided on */
  readonly previewId: string;
  readonly purpose: string;
  /** Who released it: HMAC-SHA-256 of `einmal/release-giver/v1:<sub>` under the bytes of the release id. Compare it with who applies; what a release says of itself was sealed by nobody known. */
  readonly giver: string;
  /** For whom, where that is another person, e.g. a child; made like `giver` */
  readonly givenFor?: string;
  /** In which capacity, where it is for another one. OFFICER: the commercial register said at this taking that who released it represents the company */
  readonly givenAs?: 'PARENT' | 'OFFICER';
  /** Of an officer who represents the company with another one only: a second officer has confirmed the choice. Absent: alone */
  readonly isGivenJointly?: boolean;
}

export interface PrefillSubject {
  /** As the form names it */
  readonly name: string;
  /** Yourself, or a vehicle or company of yours; the child for whom you act. Who acts for a company names themself here, too */
  readonly subject: LookupSubject;
}

export interface PrefillSource {
  /** Evidence type of the form */
  readonly evidenceType: string;
  /** You choose that this is fetched: hash of the text that was shown, from GET /v1/consents/notice. A choice of yours with the same text is taken again. */
  readonly noticeSha256?: string;
  /** Your choice or consent that covers this */
  readonly consentId?: string;
}

export interface PrefillRequest {
  /** Form */
  readonly form: string;
  /** As you show it */
  readonly version: number;
  /** The authority's file number; kept with the decision. No personal data. */
  readonly caseReference?: string;
  /** For whom you act, if not for yourself; takes a login of level high. Subjects are theirs then */
  readonly actingFor?: ActingFor;
  /** Those of which something is asked */
  readonly subjects: readonly PrefillSubject[];
  /** One by one; a source of the form that is left out is not asked */
  readonly sources: readonly PrefillSource[];
}

export interface PrefilledField {
  /** Field of the form */
  readonly field: string;
  /** PREFILLED: see `value`. NOT_ON_FILE: the record that was found holds no value. NO_EVIDENCE: the register has nothing to show, for whatever reason. REFUSED and UNAVAILABLE: see `problem`. ASK_APPLICANT: no register was asked. Of all but the first ask the applicant. */
  readonly status: 'PREFILLED' | 'NOT_ON_FILE' | 'NO_EVIDENCE' | 'REFUSED' | 'UNAVAILABLE' | 'ASK_APPLICANT';
  /** As the register holds it, of the type in the schema of the evidence type. Text, never markup: escape it. */
  readonly value?: string;
  /** The value holds control characters or marks of direction: show it isolated (`bdi`), with them made visible */
  readonly hiddenMarks?: boolean;
  readonly evidenceType?: string;
  readonly register?: 'residents' | 'vehicles' | 'business';
  /** Whose record it is */
  readonly authority?: string;
  /** When the register was asked, RFC 3339 */
  readonly asOf?: string;
  /** Code of the problem of its source */
  readonly problem?:
    | 'request-invalid'
    | 'json-malformed'
    | 'member-unknown'
    | 'member-missing'
    | 'encoding-invalid'
    | 'json-too-deep'
    | 'request-too-slow'
    | 'headers-too-large'
    | 'body-too-large'
    | 'content-type-unsupported'
    | 'route-unknown'
    | 'caller-not-listed'
    | 'identifier-malformed'
    | 'characters-unsuitable'
    | 'check-digit-wrong'
    | 'identifier-unknown'
    | 'birth-date-missing'
    | 'idempotency-key-reused'
    | 'idempotency-key-in-use'
    | 'idempotency-key-refused'
    | 'idempotency-key-missing'
    | 'quota-exceeded'
    | 'token-missing'
    | 'token-invalid'
    | 'token-binding-missing'
    | 'scope-missing'
    | 'person-required'
    | 'client-inactive'
    | 'authority-not-served'
    | 'authority-ended'
    | 'authority-not-begun'
    | 'assurance-too-low'
    | 'login-too-old'
    | 'idnr-missing'
    | 'evidence-type-unknown'
    | 'purpose-unknown'
    | 'subject-kind-unsuitable'
    | 'field-unknown'
    | 'field-not-granted'
    | 'subject-kind-not-granted'
    | 'grant-missing'
    | 'consent-required'
    | 'consent-foreign'
    | 'consent-mismatch'
    | 'consent-expired'
    | 'consent-withdrawn'
    | 'consent-exhausted'
    | 'consent-superseded'
    | 'consent-paused'
    | 'consent-too-soon'
    | 'consent-closed'
    | 'consent-not-needed'
    | 'consent-unknown'
    | 'notice-mismatch'
    | 'confirmation-mismatch'
    | 'validity-too-long'
    | 'request-unknown'
    | 'request-expired'
    | 'request-decided'
    | 'person-asked-too-often'
    | 'preview-required'
    | 'preview-unknown'
    | 'preview-expired'
    | 'preview-decided'
    | 'preview-key-wrong'
    | 'nothing-to-use'
    | 'subject-foreign'
    | 'representation-refused'
    | 'representation-joint'
    | 'recipient-key-missing'
    | 'encryption-key-unsuitable'
    | 'encryption-key-unknown'
    | 'release-unknown'
    | 'release-expired'
    | 'release-taken'
    | 'release-changed'
    | 'disclosure-unknown'
    | 'disclosure-empty'
    | 'report-made'
    | 'report-unknown'
    | 'report-closed'
    | 'permit-refused'
    | 'record-unknown'
    | 'record-exists'
    | 'record-changed-meanwhile'
    | 'other-authority-competent'
    | 'effective-in-future'
    | 'import-format-unknown'
    | 'import-line-unreadable'
    | 'case-unknown'
    | 'case-taken'
    | 'case-closed'
    | 'event-type-unknown'
    | 'subscription-not-granted'
    | 'subscription-unknown'
    | 'subscription-ended'
    | 'cursor-invalid'
    | 'cursor-expired'
    | 'callback-unknown'
    | 'delivery-unknown'
    | 'form-unknown'
    | 'form-version-changed'
    | 'draft-unknown'
    | 'draft-changed-meanwhile'
    | 'draft-submitted'
    | 'drafts-too-many'
    | 'submission-unknown'
    | 'submission-taken'
    | 'submission-not-taken'
    | 'submission-paper-open'
    | 'submission-changed-meanwhile'
    | 'submission-decided'
    | 'submission-under-way'
    | 'answer-not-asked'
    | 'topic-unknown'
    | 'consumer-group-unknown'
    | 'dead-letter-unknown'
    | 'dead-letter-settled'
    | 'dead-letter-out-of-order'
    | 'dead-letter-redriving'
    | 'dead-letter-not-correctable'
    | 'redrive-unknown'
    | 'correction-unknown'
    | 'correction-open'
    | 'correction-unsuitable'
    | 'correction-state-unsuitable'
    | 'correction-self-approval'
    | 'correction-dry-run-stale'
    | 'replay-unknown'
    | 'replay-state-unsuitable'
    | 'replay-self-approval'
    | 'replay-dry-run-stale'
    | 'replay-selection-empty'
    | 'replay-target-unsuitable'
    | 'broker-away'
    | 'register-unavailable'
    | 'overloaded'
    | 'not-ready'
    | 'internal-error'
    | 'resident-deceased'
    | 'resident-moved-away'
    | 'resident-not-away'
    | 'feedback-awaited'
    | 'feedback-not-awaited'
    | 'sender-unsuitable'
    | 'move-to-current-address'
    | 'move-to-another-municipality'
    | 'name-unchanged'
    | 'death-before-birth'
    | 'transfer-to-current-holder'
    | 'holder-unchanged'
    | 'vehicle-deregistered'
    | 'plate-taken'
    | 'vin-registered'
    | 'company-deleted'
    | 'seat-unchanged';
}

export interface PrefilledSource {
  readonly evidenceType: string;
  readonly basis?: Basis;
  readonly registerAuthority?: string;
  /** When the register was asked, RFC 3339 */
  readonly asOf?: string;
  /** How long to rely on it, ISO 8601 duration */
  readonly validFor?: string;
  /** The permitted fields, nested as in the schema of the evidence type */
  readonly evidence?: Readonly<Record<string, unknown>>;
  /** By field path: where each value comes from */
  readonly provenance?: Readonly<Record<string, Provenance>>;
  /** Absent where nothing was asked */
  readonly id?: string;
  /** Shown once; whoever has it and your login can use the preview. The gateway does not keep it. */
  readonly key?: string;
  /** Until when it can be decided on */
  readonly expiresAt?: string;
  /** How it reaches the authority without being fetched */
  readonly otherWays?: readonly ('ENTER_IT' | 'BRING_PAPER')[];
  /** Why nothing can be shown, as a problem document (RFC 9457) */
  readonly problem?: Readonly<Record<string, unknown>>;
  readonly status: 'EVIDENCE' | 'NO_EVIDENCE' | 'PROBLEM' | 'DECLINED';
  /** The choice on which it was asked; yours to withdraw */
  readonly consentId?: string;
}

export interface Prefill {
  readonly form: string;
  readonly version: number;
  /** That may have it once you use the previews */
  readonly authority: string;
  readonly purpose: string;
  /** In the order of the form */
  readonly fields: readonly PrefilledField[];
  /** In the order of the form; each with all that would be released */
  readonly sources: readonly PrefilledSource[];
}

export interface NoticeText {
  readonly locale: 'de' | 'en';
  /** To be shown as it is */
  readonly text: string;
  /** SHA-256 of the text; goes with the choice or consent */
  readonly sha256: string;
}

export interface PurposeEvidence {
  readonly evidenceType: string;
  readonly title: Localised;
  /** Where it is fetched */
  readonly register: 'residents' | 'vehicles' | 'business';
  /** Of the register */
  readonly registerTitle: Localised;
  /** How the subject may be named */
  readonly subjectKinds: readonly (
    'idnr' | 'plate' | 'vin' | 'euid' | 'widnr' | 'lei' | 'record' | 'person'
  )[];
  /** Whether the birth date must go with the IDNr (EGovG §5(4)) */
  readonly birthDateRequired: boolean;
  /** Those of the grant */
  readonly fields: readonly EvidenceField[];
  readonly kind: 'CHOICE' | 'CONSENT' | 'STATUTE';
  readonly legalBasis: string;
  /** Whether the person sees the evidence before the authority may have it */
  readonly previewRequired: boolean;
  /** On choice: why it cannot be seen first */
  readonly previewNotPossible?: string;
  /** Social data (SGB X §67): always previewed */
  readonly socialData: boolean;
  /** Of choice and consent, for all fields; else none */
  readonly notices: readonly NoticeText[];
}

export interface Purpose {
  readonly id: string;
  readonly title: Localised;
  /** Level that a login must reach to choose or consent */
  readonly minimumAcr: 'low' | 'substantial' | 'high';
  /** Once for each ground that carries it */
  readonly evidence: readonly PurposeEvidence[];
}

export interface PurposeList {
  readonly authority: string;
  /** As people know it; absent of an authority that nobody knows */
  readonly authorityName?: string;
  readonly purposes: readonly Purpose[];
}

export interface Notice {
  /** To be shown word for word before the citizen decides */
  readonly text: string;
  /** SHA-256 of the text (UTF-8), hexadecimal; send it with the decision */
  readonly sha256: string;
  readonly locale: 'de' | 'en';
  readonly templateVersion: string;
  readonly kind: 'CHOICE' | 'CONSENT';
  readonly legalBasis: string;
  readonly fields: readonly string[];
  /** Longest validity that may be chosen */
  readonly maxDays: number;
  /** Level of assurance (`acr`) the login must reach to decide */
  readonly minimumAcr: 'low' | 'substantial' | 'high';
}

export interface ConsentSubject {
  /** Licence plate with hyphen and blank */
  readonly plate?: string;
  /** Vehicle identification number */
  readonly vin?: string;
  /** European unique identifier of a company */
  readonly euid?: string;
  /** Business identification number */
  readonly widnr?: string;
  /** Legal entity identifier */
  readonly lei?: string;
}

export interface ConsentRequest {
  /** The instant at which it ends, RFC 3339; at most 30 days ahead for a choice, 365 for a consent */
  readonly validUntil?: string;
  /** How often it may be used */
  readonly maxUses?: number;
  /** Seconds that lie between two retrievals at least */
  readonly minIntervalS?: number;
  /** Hash of the text that was shown, from GET /v1/consents/notice */
  readonly noticeSha256: string;
  /** CHOICE: retrieval instead of uploading (EGovG §5). CONSENT: where a statute demands it. */
  readonly kind: string;
  /** Id of the authority that may then ask */
  readonly authority: string;
  /** Purpose */
  readonly purpose: string;
  /** Evidence type, see GET /v1/evidence-types */
  readonly evidenceType: string;
  /** Fewer fields than the authority may ask for */
  readonly fields?: readonly string[];
  readonly subject?: ConsentSubject;
  /** For whom you act, if not for yourself; takes a login of level high. Subjects are theirs then */
  readonly actingFor?: ActingFor;
}

export interface Acting {
  /** ONESELF: both are the same person. PARENT: for a minor, as the residents register says. OFFICER: for a company, as the commercial register says */
  readonly as: 'ONESELF' | 'PARENT' | 'OFFICER';
  /** Pseudonym of the person who acted */
  readonly by: string;
  /** Pseudonym of the person or company for whom */
  readonly for: string;
  /** Pseudonym of the second officer, who confirmed it, where two represent a company together */
  readonly with?: string;
}

export interface ConsentWithReceipt {
  readonly id: string;
  readonly state:
    'ACTIVE' | 'WITHDRAWN' | 'SUPERSEDED' | 'ENDED_BY_DEATH' | 'EXPIRED' | 'EXHAUSTED' | 'PAUSED';
  readonly kind: 'CHOICE' | 'CONSENT';
  readonly authority: string;
  /** Name of the authority, also of one that ended */
  readonly authorityName?: string;
  readonly purpose: string;
  /** Absent where the purpose is gone */
  readonly purposeTitle?: Localised;
  readonly evidenceType: string;
  /** Absent where the evidence type is gone */
  readonly evidenceTypeTitle?: Localised;
  readonly fields: readonly string[];
  readonly validFrom: string;
  /** The instant at which it ends */
  readonly validUntil: string;
  /** Absent: any number of times while valid */
  readonly maxUses?: number;
  /** Counted where maxUses is set */
  readonly uses?: number;
  /** Seconds between two retrievals at least */
  readonly minIntervalS?: number;
  /** When the next one may come, once there was one */
  readonly nextUseAt?: string;
  /** Record that this one replaced */
  readonly supersedes?: string;
  /** Record that this one renews */
  readonly renews?: string;
  readonly noticeSha256: string;
  /** Who gave it */
  readonly acting: Acting;
  /** True while it rests because the other of two officers has not confirmed it: POST /v1/consents/{id}/confirmation */
  readonly awaitsSecond?: boolean;
  /** Receipt with the names of ISO/IEC TS 27560:2023; docs/receipt.md says what each holds */
  readonly receipt: Readonly<Record<string, unknown>>;
}

export interface Consent {
  readonly id: string;
  readonly state:
    'ACTIVE' | 'WITHDRAWN' | 'SUPERSEDED' | 'ENDED_BY_DEATH' | 'EXPIRED' | 'EXHAUSTED' | 'PAUSED';
  readonly kind: 'CHOICE' | 'CONSENT';
  readonly authority: string;
  /** Name of the authority, also of one that ended */
  readonly authorityName?: string;
  readonly purpose: string;
  /** Absent where the purpose is gone */
  readonly purposeTitle?: Localised;
  readonly evidenceType: string;
  /** Absent where the evidence type is gone */
  readonly evidenceTypeTitle?: Localised;
  readonly fields: readonly string[];
  readonly validFrom: string;
  /** The instant at which it ends */
  readonly validUntil: string;
  /** Absent: any number of times while valid */
  readonly maxUses?: number;
  /** Counted where maxUses is set */
  readonly uses?: number;
  /** Seconds between two retrievals at least */
  readonly minIntervalS?: number;
  /** When the next one may come, once there was one */
  readonly nextUseAt?: string;
  /** Record that this one replaced */
  readonly supersedes?: string;
  /** Record that this one renews */
  readonly renews?: string;
  readonly noticeSha256: string;
  /** Who gave it */
  readonly acting: Acting;
  /** True while it rests because the other of two officers has not confirmed it: POST /v1/consents/{id}/confirmation */
  readonly awaitsSecond?: boolean;
}

export interface ConsentList {
  readonly consents: readonly Consent[];
  /** Value of `after` for the next page; absent on the last */
  readonly next?: string;
}

export interface Withdrawal {
  readonly id: string;
  readonly state:
    'ACTIVE' | 'WITHDRAWN' | 'SUPERSEDED' | 'ENDED_BY_DEATH' | 'EXPIRED' | 'EXHAUSTED' | 'PAUSED';
  /** When the record got this state */
  readonly since: string;
  /** All records closed by this call; empty when they were closed before */
  readonly closed: readonly string[];
}

export interface Pause {
  readonly id: string;
  readonly state:
    'ACTIVE' | 'WITHDRAWN' | 'SUPERSEDED' | 'ENDED_BY_DEATH' | 'EXPIRED' | 'EXHAUSTED' | 'PAUSED';
  /** All records that this call changed; empty when there was nothing to change */
  readonly changed: readonly string[];
}

export interface Renewal {
  /** The instant at which it ends, RFC 3339; at most 30 days ahead for a choice, 365 for a consent */
  readonly validUntil?: string;
  /** How often it may be used */
  readonly maxUses?: number;
  /** Seconds that lie between two retrievals at least */
  readonly minIntervalS?: number;
  /** Hash of the text that was shown, from GET /v1/consents/notice */
  readonly noticeSha256: string;
}

export interface ConfirmationNotice {
  /** Yourself, and the company */
  readonly actingFor: ActingFor;
}

export interface Confirmation {
  /** Yourself, and the company */
  readonly actingFor: ActingFor;
  /** Authority of the choice */
  readonly authority: string;
  /** Purpose of the choice */
  readonly purpose: string;
  /** Evidence type of the choice */
  readonly evidenceType: string;
  /** Fields of the choice, in any order */
  readonly fields: readonly string[];
  /** Hash of the text that was shown to you, which is that of the choice */
  readonly noticeSha256: string;
}

export interface RequestedPerson {
  /** IDNr of the person who is asked; for nobody else the request exists */
  readonly idnr: string;
}

export interface RequestedItem {
  /** Evidence type, see GET /v1/evidence-types */
  readonly evidenceType: string;
  /** Fewer fields than the grant has */
  readonly fields?: readonly string[];
  /** SHA-256 of the notice for these fields, so that no other is shown; the one of today without it */
  readonly noticeSha256?: string;
}

export interface OpenRequest {
  /** Purpose */
  readonly purpose: string;
  readonly person: RequestedPerson;
  /** The person decides on each by itself; no evidence type twice */
  readonly items: readonly RequestedItem[];
  /** Your file number; the only words of yours that the person is shown. No personal data. */
  readonly caseReference?: string;
}

export interface RequestItemState {
  readonly evidenceType: string;
  readonly state: 'OPEN' | 'EXPIRED' | 'DECLINED' | 'USED';
  /** A compact JWE for your encryption key, as in GET /v1/releases; absent once it was taken */
  readonly release?: string;
}

export interface RequestState {
  /** Opens nothing */
  readonly id: string;
  /** OPEN while anything is; USED where anything was used */
  readonly state: 'OPEN' | 'EXPIRED' | 'DECLINED' | 'USED';
  readonly expiresAt: string;
  readonly items: readonly RequestItemState[];
}

export interface Requester {
  readonly id: string;
  readonly name: string;
}

export interface RequestersWords {
  readonly caseReference?: string;
}

export interface AskedItem {
  readonly evidenceType: string;
  readonly title: Localised;
  /** Where it would be fetched */
  readonly register: string;
  readonly registerTitle?: Localised;
  readonly fields: readonly EvidenceField[];
  /** Absent, with the ground, where no grant carries it any more; then nothing can be given */
  readonly kind?: 'CHOICE' | 'CONSENT';
  readonly legalBasis?: string;
  /** SHA-256 of the text to show, see GET /v1/consents/notice */
  readonly noticeSha256: string;
  /** Level that the login must reach to decide */
  readonly minimumAcr?: 'low' | 'substantial' | 'high';
  readonly state: 'OPEN' | 'EXPIRED' | 'DECLINED' | 'USED';
}

export interface Asked {
  readonly id: string;
  readonly authority: Requester;
  readonly purpose: string;
  readonly purposeTitle: Localised;
  readonly requestersWords: RequestersWords;
  readonly openedAt: string;
  readonly expiresAt: string;
  /** Decided on one by one */
  readonly items: readonly AskedItem[];
}

export interface AskedList {
  readonly requests: readonly Asked[];
  /** Value of `after` for the next page; absent on the last */
  readonly next?: string;
}

export interface DeclineRequest {
  /** Only this one; all that are open without it */
  readonly evidenceType?: string;
}

export interface Named {
  readonly id: string;
  readonly name: string;
}

export interface Titled {
  readonly id: string;
  readonly title: Localised;
}

export interface DisclosureBasis {
  readonly kind: 'CHOICE' | 'CONSENT' | 'STATUTE';
  readonly legalBasis: string;
  /** Your own record on which it rests */
  readonly consentId?: string;
}

export interface DisclosureReport {
  readonly about: 'VALUE' | 'RETRIEVAL';
  /** SENT: the recipient has not taken it yet */
  readonly state: 'SENT' | 'RECEIVED' | 'CLOSED';
  readonly madeAt: string;
  readonly stateAt: string;
  /** Whether it was wrong */
  readonly outcome?: 'CONFIRMED' | 'NOT_CONFIRMED';
}

export interface Disclosure {
  readonly lookupId: string;
  readonly at: string;
  /** Absent where you asked for your own data, and of what another representative did */
  readonly authority?: Named;
  readonly purpose: Titled;
  readonly evidenceType: Titled;
  /** What was asked for */
  readonly fields: readonly EvidenceField[];
  /** Absent where there was no ground */
  readonly basis?: DisclosureBasis;
  readonly outcome: 'DISCLOSED' | 'NOTHING_DISCLOSED' | 'CHANGED' | 'REFUSED' | 'REGISTER_SILENT' | 'PENDING';
  /** Why it was refused: an error code */
  readonly refusal?: string;
  /** A PREVIEW was shown to you, for this authority */
  readonly stage: 'LOOKUP' | 'PREVIEW' | 'RELEASE' | 'CONTENT' | 'OWN_DATA';
  /** Who was to be told; PERSON is you */
  readonly recipient: 'PERSON' | 'AUTHORITY';
  /** Who started it; PERSON is you */
  readonly startedBy: 'PERSON' | 'AUTHORITY';
  /** Of a CONTENT: the entry whose content was shown */
  readonly recalls?: string;
  /** The preview; one that was released stands under the same id as its release */
  readonly previewId?: string;
  /** Who asked for the preview, or decided to release it; absent where an authority asked by itself */
  readonly acting?: Acting;
  readonly caseReference?: string;
  /** Your report that it was wrong */
  readonly report?: DisclosureReport;
}

export interface DisclosureList {
  readonly disclosures: readonly Disclosure[];
  /** Value of `after` for the next page; absent on the last */
  readonly next?: string;
}

export interface DisclosureExport {
  readonly exportedAt: string;
  readonly disclosures: readonly Disclosure[];
}

export interface RepresentedDisclosures {
  readonly actingFor: ActingFor;
  /** Value of `next` of the page before */
  readonly after?: string;
}

export interface MakeReport {
  /** VALUE: what the register told is wrong; goes to the register, where it is a case of the authority that keeps the record. RETRIEVAL: it should not have been asked for; goes to the authority that asked. */
  readonly about: 'VALUE' | 'RETRIEVAL';
  /** What was wrong, in your own words. Goes to the recipient, and stays with nobody else. */
  readonly text: string;
}

export interface ReportToOffice {
  readonly id: string;
  /** What it is about */
  readonly lookupId: string;
  readonly madeAt: string;
  readonly state: 'SENT' | 'RECEIVED' | 'CLOSED';
  /** JWE for your encryption key, of type report+jwe: `reportId`, `lookupId`, `text`. Until you acknowledge it. */
  readonly jwe?: string;
  /** In place of the JWE where your authority had no encryption key */
  readonly text?: string;
}

export interface ReportsToOffice {
  readonly reports: readonly ReportToOffice[];
  /** Value of `after` for the next page; absent on the last */
  readonly next?: string;
}

export interface CloseReport {
  /** Whether it was wrong */
  readonly outcome: 'CONFIRMED' | 'NOT_CONFIRMED';
}

export interface Content {
  /** The durable decision behind this answer */
  readonly lookupId: string;
  readonly status: 'EVIDENCE' | 'NO_EVIDENCE';
  readonly evidenceType: string;
  readonly registerAuthority?: string;
  /** The permitted fields, nested as in the schema of the evidence type */
  readonly evidence?: Readonly<Record<string, unknown>>;
  /** By field path: where each value comes from */
  readonly provenance?: Readonly<Record<string, Provenance>>;
}

export interface OwnDataRequest {
  readonly register: 'residents' | 'vehicles' | 'business';
  /** Yourself, or a vehicle of yours */
  readonly subject: LookupSubject;
}

export interface FeedEventData {
  /** Day from which the change holds */
  readonly effectiveOn: string;
}

export interface FeedEvent {
  readonly specversion: '1.0';
  /** The same each time the event is delivered */
  readonly id: string;
  readonly source: string;
  readonly type: string;
  /** Your own file reference */
  readonly subject: string;
  /** When the change was recorded */
  readonly time: string;
  readonly datacontenttype: 'application/json';
  readonly data: FeedEventData;
  /** Replay by which an operator delivers it again */
  readonly replayid?: string;
}

export interface Feed {
  /** In the order of the feed; one subject's events in their order */
  readonly events: readonly FeedEvent[];
  /** Cursor for `after`. Keep it once the events are safe with you; it differs each time. */
  readonly next: string;
}

export interface SubscribedSubject {
  /** Your own file reference; events come under it. No personal data. */
  readonly reference: string;
  /** Record of the citizen's choice or consent, where the event grant rests on it */
  readonly consentId?: string;
  /** Identification number of a person (AO §139b), blanks allowed, for events of the residents register */
  readonly idnr?: string;
  /** Vehicle identification number, for events of the central vehicle register */
  readonly vin?: string;
  /** European unique identifier of a company (HGB §9b), for events of the commercial register */
  readonly euid?: string;
  /** Record id from a change event; for evidence types that say so, for events of the commercial register */
  readonly record?: string;
}

export interface SubscriptionRequest {
  /** Purpose, see GET /v1/grants/mine */
  readonly purpose: string;
  /** Event types of one register, see GET /v1/grants/mine */
  readonly eventTypes: readonly string[];
  /** Last day, inclusive; at most 366 days ahead (Europe/Berlin) */
  readonly lastDay: string;
  /** Callback registered for your client; events are then also sent there. The feed is there in any case. */
  readonly callback?: string;
  readonly subjects: readonly SubscribedSubject[];
}

export interface Subscription {
  readonly id: string;
  readonly state: 'ACTIVE' | 'EXPIRED' | 'ENDED';
  readonly purpose: string;
  readonly register: 'residents' | 'vehicles' | 'business';
  readonly eventTypes: readonly string[];
  /** Whether it rests on each citizen's choice or consent; otherwise on statute */
  readonly byConsent: boolean;
  /** Last day, inclusive (Europe/Berlin) */
  readonly lastDay: string;
  /** The instant at which it ends: that of the end of the last day. What came until then can be fetched for 7 days more */
  readonly validUntil: string;
  readonly createdAt: string;
  readonly endedAt?: string;
  readonly callback?: string;
  /** Subjects it is about now */
  readonly subjectCount: number;
  /** Where its events are */
  readonly feed: string;
}

export interface SubscriptionList {
  readonly subscriptions: readonly Subscription[];
  /** Value of `after` for the next page; absent on the last */
  readonly next?: string;
}

export interface ListedSubject {
  /** Your own file reference */
  readonly reference: string;
  readonly consentId?: string;
  readonly addedAt: string;
}

export interface SubjectList {
  readonly subjects: readonly ListedSubject[];
  /** Value of `after` for the next page; absent on the last */
  readonly next?: string;
}

export interface AddSubjects {
  readonly subjects: readonly SubscribedSubject[];
}

export interface RemoveSubjects {
  /** Your own file references */
  readonly references: readonly string[];
}

export interface CallbackSecret {
  readonly id: string;
  readonly createdAt: string;
  /** Absent while it has not been replaced */
  readonly expiresAt?: string;
}

export interface Callback {
  readonly id: string;
  readonly url: string;
  /** ACTIVE: it is sent to. PAUSED: it failed or refused, and has taken nothing since; it is tried again by itself. DISABLED: until it is activated */
  readonly state: 'NO_SECRET' | 'ACTIVE' | 'PAUSED' | 'DISABLED';
  /** GONE: it answered 410. REFUSING: it refused (4xx) whatever was sent, FAILING: it failed, through the whole schedule of more than 24 hours */
  readonly disabledBecause?: 'GONE' | 'REFUSING' | 'FAILING';
  /** Failures in a row, refusals of different events included; 0 as soon as it takes something */
  readonly failures: number;
  /** Why it did not take an event last; kept, with its time, when it has recovered */
  readonly lastFailure?: string;
  /** Status of that answer, where there was one */
  readonly lastStatus?: number;
  readonly lastFailureAt?: string;
  /** When it is tried again; absent where it is tried now, or where one event waits alone */
  readonly pausedUntil?: string;
  /** Secrets that sign now, newest first */
  readonly secrets: readonly CallbackSecret[];
}

export interface CallbackList {
  readonly callbacks: readonly Callback[];
}

export interface NewSecretRequest {
  /** Hours for which earlier secrets go on signing beside the new one; 0 for a secret that leaked */
  readonly overlapHours?: number;
}

export interface NewSecret {
  readonly id: string;
  /** Shown this once. Standard Webhooks form; verify `webhook-signature` with it */
  readonly secret: string;
  readonly createdAt: string;
}

export interface Ping {
  /** `delivered`, or why it was not taken; `no-secret` where there is none to sign with, and nothing was sent */
  readonly result: string;
  /** Status of the answer, where there was one */
  readonly status?: number;
  /** From opening the connection to the answer, in ms */
  readonly tookMs: number;
  /** Its `webhook-id`, and the `id` of the event */
  readonly id: string;
}

export interface Delivery {
  readonly eventId: string;
  readonly eventType: string;
  readonly state: 'WAITING' | 'DELIVERED' | 'FAILED';
  /** Requests made so far, redeliveries included */
  readonly attempts: number;
  /** `delivered`, or why the last attempt failed */
  readonly lastResult: string;
  /** Status of the last answer, where it was not a success */
  readonly lastStatus?: number;
  readonly firstAttemptAt: string;
  readonly lastAttemptAt: string;
  /** Absent where none is planned */
  readonly nextAttemptAt?: string;
  /** Cursor behind this event, for redelivery of all that came after it */
  readonly cursor: string;
}

export interface DeliveryList {
  readonly deliveries: readonly Delivery[];
  /** Value of `after` for the next page; absent on the last */
  readonly next?: string;
}

export interface Redelivery {
  readonly state: 'WAITING';
}

export interface RedeliveryRequest {
  /** A cursor of the feed or of a delivery: all events after it. Absent: from the oldest event that is kept */
  readonly after?: string;
}

export interface ReleaseCallbackRequest {
  /** One of `GET /v1/callbacks`; absent: none */
  readonly callback?: string;
}

export interface ReleaseCallback {
  /** Absent: none is told */
  readonly callback?: string;
  /** Client that named it */
  readonly clientId?: string;
  readonly since?: string;
}

export interface System {
  /** Client id */
  readonly id: string;
  /** Whether the policy lets it act now */
  readonly active: boolean;
  /** Name of the key to which releases are encrypted for it; absent where it registered none */
  readonly encryptionKey?: string;
  /** When it registered that key */
  readonly encryptionKeySince?: string;
}

export interface SystemList {
  readonly systems: readonly System[];
}

export interface RecentRequest {
  /** `lookupId` of the answer */
  readonly lookupId: string;
  readonly at: string;
  /** Which system asked */
  readonly system: string;
  readonly evidenceType: string;
  readonly purpose: string;
  readonly stage: 'LOOKUP' | 'RELEASE';
  /** As the system was answered. OPEN: not answered yet, or it broke off */
  readonly outcome: 'EVIDENCE' | 'NO_EVIDENCE' | 'REFUSED' | 'UNAVAILABLE' | 'CHANGED' | 'OPEN';
  /** REFUSED: the code of the problem */
  readonly problem?: string;
}

export interface RecentlyAsked {
  /** Newest first */
  readonly asked: readonly RecentRequest[];
}

/** RFC 9457 problem. `type` resolves to a page with cause and remedy. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly errors?: readonly {
    /** RFC 6901 pointer into the body */
    readonly pointer: string;
    readonly code: string;
    readonly detail: string;
  }[];
  /** The decision row that records this refusal. */
  readonly lookupId?: string;
  readonly traceId?: string;
}

export interface Routes {
  /** All evidence types */
  readonly 'GET /v1/evidence-types': {
    readonly answer: EvidenceTypeList;
  };
  /** One evidence type with its JSON Schema */
  readonly 'GET /v1/evidence-types/{id}': {
    readonly path: {
      readonly id: string;
    };
    readonly answer: EvidenceType;
  };
  /** What may I ask for? */
  readonly 'GET /v1/grants/mine': {
    readonly answer: MyGrants;
  };
  /** Ask a register for evidence */
  readonly 'POST /v1/lookups': {
    readonly body: LookupRequest;
    readonly answer: LookupAnswer;
  };
  /** Register the key to which releases for my authority are encrypted for my client */
  readonly 'PUT /v1/encryption-key': {
    readonly body: EncryptionJwk;
    readonly answer: EncryptionKey;
  };
  /** To which key are releases encrypted for me? Without one of your own, that of your authority registered last. */
  readonly 'GET /v1/encryption-key': {
    readonly answer: EncryptionKey;
  };
  /** See what an authority would get */
  readonly 'POST /v1/previews': {
    readonly body: PreviewRequest;
    readonly answer: PreviewList;
  };
  /** Let the authority have it */
  readonly 'POST /v1/previews/{id}/use': {
    readonly path: {
      readonly id: string;
    };
    readonly body: UsePreview;
    readonly answer: UsedPreview;
  };
  /** Do not let the authority have it */
  readonly 'POST /v1/previews/{id}/decline': {
    readonly path: {
      readonly id: string;
    };
    readonly answer: DeclinedPreview;
  };
  /** What was released to my authority and waits */
  readonly 'GET /v1/releases': {
    readonly query?: {
      /** Entries per page, 1–100; default 50 */
      readonly limit?: number | string;
      /** Id of the last entry of the page before */
      readonly after?: string;
    };
    readonly answer: PendingReleases;
  };
  /** Take what a citizen released */
  readonly 'POST /v1/releases': {
    readonly body: TakeRelease;
    readonly answer: ReleaseAnswer;
  };
  /** Fill a form with what registers say */
  readonly 'POST /v1/prefill': {
    readonly body: PrefillRequest;
    readonly answer: Prefill;
  };
  /** For what may my authority ask, and for which evidence? */
  readonly 'GET /v1/purposes': {
    readonly answer: PurposeList;
  };
  /** One of these */
  readonly 'GET /v1/purposes/{id}': {
    readonly path: {
      readonly id: string;
    };
    readonly answer: Purpose;
  };
  /** What can a person let this authority have? */
  readonly 'GET /v1/authorities/{authority}/purposes': {
    readonly path: {
      readonly authority: string;
    };
    readonly answer: PurposeList;
  };
  /** The text to show before a choice or consent is given */
  readonly 'GET /v1/consents/notice': {
    readonly query: {
      /** Id of the authority that may then ask */
      readonly authority: string;
      /** Purpose */
      readonly purpose: string;
      /** Evidence type, see GET /v1/evidence-types */
      readonly evidenceType: string;
      /** Fewer fields, separated by commas */
      readonly fields?: string;
      /** Language; default de */
      readonly locale?: string;
    };
    readonly answer: Notice;
  };
  /** Give a choice or consent */
  readonly 'POST /v1/consents': {
    readonly body: ConsentRequest;
    readonly answer: ConsentWithReceipt;
  };
  /** My choices and consents, newest first */
  readonly 'GET /v1/consents': {
    readonly query?: {
      /** Entries per page, 1–100; default 50 */
      readonly limit?: number | string;
      /** Id of the last entry of the page before */
      readonly after?: string;
    };
    readonly answer: ConsentList;
  };
  /** One of my choices or consents with its receipt */
  readonly 'GET /v1/consents/{id}': {
    readonly path: {
      readonly id: string;
    };
    readonly answer: ConsentWithReceipt;
  };
  /** Withdraw */
  readonly 'POST /v1/consents/{id}/withdrawal': {
    readonly path: {
      readonly id: string;
    };
    readonly answer: Withdrawal;
  };
  /** Let it rest */
  readonly 'POST /v1/consents/{id}/pause': {
    readonly path: {
      readonly id: string;
    };
    readonly answer: Pause;
  };
  /** Let it go on */
  readonly 'POST /v1/consents/{id}/resumption': {
    readonly path: {
      readonly id: string;
    };
    readonly answer: Pause;
  };
  /** Give it anew */
  readonly 'POST /v1/consents/{id}/renewal': {
    readonly path: {
      readonly id: string;
    };
    readonly body: Renewal;
    readonly answer: ConsentWithReceipt;
  };
  /** What I am to confirm for our company */
  readonly 'POST /v1/consents/{id}/confirmation/notice': {
    readonly path: {
      readonly id: string;
    };
    readonly body: ConfirmationNotice;
    readonly answer: ConsentWithReceipt;
  };
  /** Confirm a choice that another officer gave for our company */
  readonly 'POST /v1/consents/{id}/confirmation': {
    readonly path: {
      readonly id: string;
    };
    readonly body: Confirmation;
    readonly answer: ConsentWithReceipt;
  };
  /** Ask a person to let you have evidence */
  readonly 'POST /v1/requests': {
    readonly body: OpenRequest;
    readonly answer: RequestState;
  };
  /** What became of a request */
  readonly 'GET /v1/requests/{id}': {
    readonly path: {
      readonly id: string;
    };
    readonly answer: RequestState;
  };
  /** What authorities ask me to let them have, newest first */
  readonly 'GET /v1/me/requests': {
    readonly query?: {
      /** Entries per page, 1–100; default 50 */
      readonly limit?: number | string;
      /** Id of the last entry of the page before */
      readonly after?: string;
    };
    readonly answer: AskedList;
  };
  /** One of these */
  readonly 'GET /v1/me/requests/{id}': {
    readonly path: {
      readonly id: string;
    };
    readonly answer: Asked;
  };
  /** Let them have nothing of it, or not this */
  readonly 'POST /v1/me/requests/{id}/decline': {
    readonly path: {
      readonly id: string;
    };
    readonly body: DeclineRequest;
    readonly answer: Asked;
  };
  /** Who asked about me, and what were they told? */
  readonly 'GET /v1/me/disclosures': {
    readonly query?: {
      /** Entries per page, 1–100; default 50 */
      readonly limit?: number | string;
      /** Id of the last entry of the page before */
      readonly after?: string;
      /** Only what this register was asked */
      readonly register?: string;
      /** Only what this authority asked */
      readonly authority?: string;
      /** Only what was decided at this instant or after it */
      readonly since?: string;
      /** Only what was decided before this instant */
      readonly until?: string;
    };
    readonly answer: DisclosureList;
  };
  /** My whole data trail as one JSON document */
  readonly 'GET /v1/me/disclosures/export': {
    readonly query?: {
      /** Entries per page, 1–100; default 50 */
      readonly limit?: number | string;
      /** Id of the last entry of the page before */
      readonly after?: string;
      /** Only what this register was asked */
      readonly register?: string;
      /** Only what this authority asked */
      readonly authority?: string;
      /** Only what was decided at this instant or after it */
      readonly since?: string;
      /** Only what was decided before this instant */
      readonly until?: string;
    };
    readonly answer: DisclosureExport;
  };
  /** One entry of my data trail */
  readonly 'GET /v1/me/disclosures/{id}': {
    readonly path: {
      readonly id: string;
    };
    readonly answer: Disclosure;
  };
  /** Who asked about the child or company that I represent? */
  readonly 'POST /v1/represented/disclosures': {
    readonly body: RepresentedDisclosures;
    readonly answer: DisclosureList;
  };
  /** Say that this was wrong */
  readonly 'POST /v1/me/disclosures/{id}/report': {
    readonly path: {
      readonly id: string;
    };
    readonly body: MakeReport;
    readonly answer: DisclosureReport;
  };
  /** Which of my retrievals persons say were wrong */
  readonly 'GET /v1/reports': {
    readonly query?: {
      /** Entries per page, 1–100; default 50 */
      readonly limit?: number | string;
      /** Id of the last entry of the page before */
      readonly after?: string;
    };
    readonly answer: ReportsToOffice;
  };
  /** I have it */
  readonly 'POST /v1/reports/{id}/receipt': {
    readonly path: {
      readonly id: string;
    };
    readonly answer: ReportToOffice;
  };
  /** It was looked into */
  readonly 'POST /v1/reports/{id}/closing': {
    readonly path: {
      readonly id: string;
    };
    readonly body: CloseReport;
    readonly answer: ReportToOffice;
  };
  /** What was disclosed then */
  readonly 'POST /v1/me/disclosures/{id}/content': {
    readonly path: {
      readonly id: string;
    };
    readonly answer: Content;
  };
  /** What a register keeps about me */
  readonly 'POST /v1/me/data': {
    readonly body: OwnDataRequest;
    readonly answer: Content;
  };
  /** What happened since? */
  readonly 'GET /v1/feeds/{id}': {
    readonly path: {
      readonly id: string;
    };
    readonly query?: {
      /** `next` of the last answer; absent: from the oldest event that is kept */
      readonly after?: string;
      /** Most events, 1–100; default 50 */
      readonly limit?: number | string;
      /** Seconds to wait for an event when there is none, 0–25; default 0 */
      readonly waitS?: number | string;
    };
    readonly answer: Feed;
  };
  /** Follow the subjects I have a file on */
  readonly 'POST /v1/subscriptions': {
    readonly body: SubscriptionRequest;
    readonly answer: Subscription;
  };
  /** My subscriptions, newest first */
  readonly 'GET /v1/subscriptions': {
    readonly query?: {
      /** Entries per page, 1–100; default 50 */
      readonly limit?: number | string;
      /** Id of the last entry of the page before */
      readonly after?: string;
    };
    readonly answer: SubscriptionList;
  };
  /** One of my subscriptions */
  readonly 'GET /v1/subscriptions/{id}': {
    readonly path: {
      readonly id: string;
    };
    readonly answer: Subscription;
  };
  /** Whom it is about, by my own references */
  readonly 'GET /v1/subscriptions/{id}/subjects': {
    readonly path: {
      readonly id: string;
    };
    readonly query?: {
      /** Reference of the last entry of the page before */
      readonly after?: string;
      /** Entries per page, 1–100; default 50 */
      readonly limit?: number | string;
    };
    readonly answer: SubjectList;
  };
  /** Follow more subjects */
  readonly 'POST /v1/subscriptions/{id}/subjects': {
    readonly path: {
      readonly id: string;
    };
    readonly body: AddSubjects;
    readonly answer: Subscription;
  };
  /** Follow some subjects no longer */
  readonly 'POST /v1/subscriptions/{id}/subjects/removal': {
    readonly path: {
      readonly id: string;
    };
    readonly body: RemoveSubjects;
    readonly answer: Subscription;
  };
  /** End a subscription */
  readonly 'POST /v1/subscriptions/{id}/end': {
    readonly path: {
      readonly id: string;
    };
    readonly answer: Subscription;
  };
  /** My callback addresses */
  readonly 'GET /v1/callbacks': {
    readonly answer: CallbackList;
  };
  /** Make a new signing secret */
  readonly 'POST /v1/callbacks/{id}/secrets': {
    readonly path: {
      readonly id: string;
    };
    readonly body: NewSecretRequest;
    readonly answer: NewSecret;
  };
  /** Send a test event */
  readonly 'POST /v1/callbacks/{id}/ping': {
    readonly path: {
      readonly id: string;
    };
    readonly answer: Ping;
  };
  /** Send again */
  readonly 'POST /v1/callbacks/{id}/activation': {
    readonly path: {
      readonly id: string;
    };
    readonly answer: Callback;
  };
  /** What was sent to my callback, newest first */
  readonly 'GET /v1/subscriptions/{id}/deliveries': {
    readonly path: {
      readonly id: string;
    };
    readonly query?: {
      /** Only deliveries in this state */
      readonly state?: 'WAITING' | 'DELIVERED' | 'FAILED';
      /** `next` of the page before */
      readonly after?: string;
      /** Entries per page, 1–100; default 50 */
      readonly limit?: number | string;
    };
    readonly answer: DeliveryList;
  };
  /** Send one event again */
  readonly 'POST /v1/subscriptions/{id}/deliveries/{eventId}/redelivery': {
    readonly path: {
      readonly id: string;
      readonly eventId: string;
    };
    readonly answer: Redelivery;
  };
  /** Send everything since a cursor again */
  readonly 'POST /v1/subscriptions/{id}/redelivery': {
    readonly path: {
      readonly id: string;
    };
    readonly body: RedeliveryRequest;
    readonly answer: Redelivery;
  };
  /** Tell this callback of my authority what becomes of its requests, and of releases */
  readonly 'PUT /v1/release-callback': {
    readonly body: ReleaseCallbackRequest;
    readonly answer: ReleaseCallback;
  };
  /** Which callback is told? */
  readonly 'GET /v1/release-callback': {
    readonly answer: ReleaseCallback;
  };
  /** The systems of my authority */
  readonly 'GET /v1/systems': {
    readonly answer: SystemList;
  };
  /** What my authority asked just now, and how it was answered */
  readonly 'GET /v1/asked': {
    readonly answer: RecentlyAsked;
  };
}

export const gateway: ServiceRoutes<Routes> = {
  name: 'gateway',
  keyed: new Set<keyof Routes>([
    'POST /v1/releases',
    'POST /v1/consents',
    'POST /v1/consents/{id}/renewal',
    'POST /v1/me/disclosures/{id}/report',
    'POST /v1/subscriptions',
    'POST /v1/subscriptions/{id}/subjects',
  ]),
};
