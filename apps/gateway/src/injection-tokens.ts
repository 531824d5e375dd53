/** Injection token of the evidence type catalogue, see {@link loadEvidenceTypes}. */
export const EVIDENCE_TYPES = Symbol('EVIDENCE_TYPES');
/** Injection token of this service's base URL. */
export const PUBLIC_URL = Symbol('PUBLIC_URL');
