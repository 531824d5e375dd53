import { type AccessClaims, actorOf, type Person, type PersonalActor, reachesLevel } from '#libs/contracts';
import type { JWTPayload } from 'jose';

import { PersonRequired, TokenInvalid } from './access.errors.ts';

/** Clock difference between issuer and service that is forgiven, in seconds. */
export const CLOCK_TOLERANCE_S = 10;
/** Longest life of an access token, in seconds (security.md, "Token profile"). */
export const TOKEN_LIFETIME_S = 300;

/** The key a token is bound to; `none` only where configuration allows it. */
export type Binding =
  | { readonly kind: 'dpop'; readonly jkt: string }
  | { readonly kind: 'certificate'; readonly thumbprint: string }
  | { readonly kind: 'none' };

const SCOPE = /^[\x21\x23-\x5B\x5D-\x7E]+( [\x21\x23-\x5B\x5D-\x7E]+)*$/; // RFC 6749 §3.3
const THUMBPRINT = /^[A-Za-z0-9_-]{43}$/;

/** Checks what jose leaves open: exact types, one audience, a short life, no issue date in the future. */
export function readClaims(
  payload: JWTPayload,
  expected: { issuer: string; audience: string; now: number },
): AccessClaims {
  if (payload.iss !== expected.issuer) throw new TokenInvalid('claim-iss');
  if (payload.aud !== expected.audience) throw new TokenInvalid('claim-aud');
  const exp = readTimes(payload, expected.now);
  text(payload, 'jti');
  const claims = {
    sub: text(payload, 'sub'),
    clientId: text(payload, 'client_id'),
    scopes: readScopes(payload),
    exp,
    ...(payload['authority'] !== undefined && { authority: text(payload, 'authority') }),
    ...(payload['acr'] !== undefined && { acr: text(payload, 'acr') }),
    ...(payload['auth_time'] !== undefined && { authTime: seconds(payload, 'auth_time') }),
    ...(payload['no_idnr'] !== undefined && { withoutIdnr: readWithoutIdnr(payload) }),
  };
  const person = personOf(claims, expected.issuer);
  return Object.freeze({ ...claims, ...(person && { person }) });
}

/**
 * The one place that tells persons from machines: a client that acts by itself is its own subject (RFC 9068 §2.2), a
 * member of staff is somebody else, has logged in (`acr`) and acts for one authority. Whoever lacks one of these is none.
 */
function personOf({ sub, clientId, authority, acr }: AccessClaims, iss: string): Person | undefined {
  if (sub === clientId || authority === undefined || !reachesLevel(acr, 'low')) return undefined;
  return Object.freeze({ iss, sub });
}

/** @throws PersonRequired */
export function requirePerson(claims: AccessClaims): PersonalActor {
  const { person, client } = actorOf(claims);
  if (person === undefined) throw new PersonRequired();
  return { person, client };
}

/**
 * RFC 7800 `cnf`. A confirmation this service cannot check refuses the token: it must not pass for unbound.
 * @param ignored members that an issuer writes beside one, and that confirm nothing
 */
export function readBinding(payload: JWTPayload, ignored: readonly string[] = []): Binding {
  const cnf = payload['cnf'];
  if (cnf === undefined) return { kind: 'none' };
  if (typeof cnf !== 'object' || cnf === null) throw new TokenInvalid('claim-cnf');
  const members = Object.entries(cnf).filter(([name]) => !ignored.includes(name));
  const [[method, value] = [], another] = members;
  if (another !== undefined || typeof value !== 'string' || !THUMBPRINT.test(value))
    throw new TokenInvalid('claim-cnf');
  if (method === 'jkt') return { kind: 'dpop', jkt: value };
  if (method === 'x5t#S256') return { kind: 'certificate', thumbprint: value };
  throw new TokenInvalid('claim-cnf');
}

function readTimes(payload: JWTPayload, now: number): number {
  const exp = seconds(payload, 'exp');
  const iat = seconds(payload, 'iat');
  if (exp <= now - CLOCK_TOLERANCE_S) throw new TokenInvalid('claim-exp');
  if (iat > now + CLOCK_TOLERANCE_S) throw new TokenInvalid('claim-iat');
  if (exp <= iat || exp - iat > TOKEN_LIFETIME_S) throw new TokenInvalid('claim-lifetime');
  if (payload.nbf !== undefined && seconds(payload, 'nbf') > now + CLOCK_TOLERANCE_S)
    throw new TokenInvalid('claim-nbf');
  return exp;
}

function readScopes(payload: JWTPayload): ReadonlySet<string> {
  const scope = payload['scope'];
  if (scope === undefined) return new Set();
  if (typeof scope !== 'string' || !SCOPE.test(scope)) throw new TokenInvalid('claim-scope');
  return new Set(scope.split(' '));
}

function readWithoutIdnr(payload: JWTPayload): true {
  if (payload['no_idnr'] !== true) throw new TokenInvalid('claim-no_idnr');
  return true;
}

function text(payload: JWTPayload, name: string): string {
  const value = payload[name];
  if (typeof value !== 'string' || value === '' || value.length > 255)
    throw new TokenInvalid(`claim-${name}`);
  return value;
}

function seconds(payload: JWTPayload, name: string): number {
  const value = payload[name];
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value <= 0)
    throw new TokenInvalid(`claim-${name}`);
  return value;
}
