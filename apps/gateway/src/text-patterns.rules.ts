/** Eleven digits in a row may be somebody's IDNr; free members that end up in the audit must not carry one. */
const noIdnr = '(?!.*[0-9]{11})';
/** Ids made at random have eleven in a row now and then (one UUID of 128): what has the whole form of one is no slip. */
const noIdnrBut = (form: string): string => `(?:${noIdnr}|(?=${form}$))`;
/**
 * RFC 9562 §4, with version and variant, so that a number padded with zeros is none; with or without its hyphens and words
 * before it (`urn:uuid:`).
 */
const uuid =
  '[A-Za-z ._:\\/()\\-]*[0-9A-Fa-f]{8}-?[0-9A-Fa-f]{4}-?[1-8][0-9A-Fa-f]{3}-?[89ABab][0-9A-Fa-f]{3}-?[0-9A-Fa-f]{12}';
/** 24 bytes in base64url, as the exchange gives them out: never digits alone. */
const consentId = '(?=[0-9]*[A-Za-z_\\-])[A-Za-z0-9_\\-]{32}';

/** Ids of evidence types, purposes and authorities as callers write them; unknown ones are recorded as they came. */
export const CODE = `^${noIdnr}[A-Za-z][A-Za-z0-9._\\-]{0,99}$`;
/** Leaf path of a field. */
export const FIELD_PATH = `^${noIdnr}[A-Za-z][A-Za-z0-9.]{0,99}$`;
export const CONSENT_ID = `^${noIdnrBut(consentId)}[A-Za-z0-9_\\-]{1,64}$`;
export const CASE_REFERENCE = `^${noIdnrBut(uuid)}[A-Za-z0-9 ._:\\/()\\-]{1,64}$`;
/** A text as typed, before it is read. */
export function shortText(longest: number): string {
  return `^[^\\p{Cc}\\p{Cs}]{1,${longest}}$`;
}
/** An identifier as typed, before it is normalised: anything of sensible length without control characters. */
export const IDENTIFIER_INPUT = shortText(64);
/** A date whose parts may be unknown (00), DSMeld 0601. */
export const PARTIAL_DATE = '^[0-9]{4}-(0[0-9]|1[0-2])-([0-2][0-9]|3[01])$';
