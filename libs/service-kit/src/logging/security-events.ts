import { createHmac, randomBytes } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { Counter } from 'prom-client';
import type { ErrorCode } from '#libs/contracts';
import { type Alike, FewAlike } from './few-alike.ts';
import { SECURITY } from './json-logger.ts';

/**
 * What a SIEM is told, by names that stay: one line of the log each, with `event`. docs/security-events.md is written from
 * this list. Clients and authorities have their names in it, persons the log's pseudonym, subjects none.
 */
export const securityEvents = {
  'token-refused': {
    what: 'A token, or the proof that belongs to it, was not taken: forged, expired, of another service, bound to another key, replayed.',
    fields: ['reason', 'advice', 'traceId', 'route'],
  },
  'right-missing': {
    what: 'A caller whose token is good asked for what its rights or its login do not reach.',
    fields: ['code', 'client', 'authority', 'who', 'traceId', 'route'],
  },
  'caller-suspended': {
    what: 'A client or authority that is suspended, or whose days are over or have not come, asked for something.',
    fields: ['code', 'client', 'authority', 'who', 'traceId', 'route'],
  },
  'grant-refused': {
    what: 'An authority asked for something that no grant allows it: purpose, evidence type, field, or event.',
    fields: ['code', 'client', 'authority', 'who', 'traceId', 'route', 'lookupId'],
  },
  'foreign-asked': {
    what: 'Somebody asked by an id or a key that is not theirs. Many of one client, or of one person, are a search for what exists.',
    fields: ['code', 'client', 'authority', 'who', 'traceId', 'route', 'lookupId'],
  },
  'limit-reached': {
    what: 'A client, or a person, asked more often than it may.',
    fields: ['code', 'client', 'authority', 'who', 'traceId', 'route'],
  },
  'second-person-missing': {
    what: 'Somebody tried to approve what they had drafted themselves.',
    fields: ['code', 'client', 'authority', 'who', 'traceId', 'route'],
  },
  'permit-refused': {
    what: 'A register was asked with a permit that it does not take (answered 403 `permit-refused`), or that was used before (answered REFUSED within a 200). Nobody but the gateway should reach that door.',
    fields: ['reason', 'traceId', 'route', 'lookupId'],
  },
  'caller-not-listed': {
    what: 'A caller with a good certificate is none of INTERNAL_CALLERS; told once an hour.',
    fields: ['certificate'],
  },
  'handshake-refused': {
    what: 'A connection was refused before a request came of it; told once an hour by door and reason.',
    fields: ['code'],
  },
  'policy-changed': {
    what: 'The gateway found another revision of the policy in its database: who may ask for what has changed.',
    fields: ['revision', 'before'],
  },
  'key-changed': {
    what: 'The file of a key, certificate or other secret has a new content, which is in use now.',
    fields: ['settings'],
  },
  'key-unusable': {
    what: 'The file of a key, certificate or other secret has a new content that cannot be used; what was there before stays.',
    fields: ['settings'],
  },
  'operator-step': {
    what: 'An operator did something that the audit of the operators has: drafts, approvals, redrives, corrections.',
    fields: ['action', 'client', 'who'],
  },
} as const satisfies Readonly<Record<string, { readonly what: string; readonly fields: readonly string[] }>>;

export type SecurityEvent = keyof typeof securityEvents;
type Fields<E extends SecurityEvent> = {
  readonly [F in (typeof securityEvents)[E]['fields'][number]]?: unknown;
} & { readonly msg: string };

/** Of refusals: which event each code is; others are none. */
export const eventOfCode: Readonly<Partial<Record<ErrorCode, SecurityEvent>>> = {
  'scope-missing': 'right-missing',
  'person-required': 'right-missing',
  'assurance-too-low': 'right-missing',
  'login-too-old': 'right-missing',
  'client-inactive': 'caller-suspended',
  'authority-ended': 'caller-suspended',
  'authority-not-begun': 'caller-suspended',
  'purpose-unknown': 'grant-refused',
  'grant-missing': 'grant-refused',
  'field-not-granted': 'grant-refused',
  'subject-kind-not-granted': 'grant-refused',
  'subscription-not-granted': 'grant-refused',
  'consent-foreign': 'foreign-asked',
  'consent-unknown': 'foreign-asked',
  'preview-unknown': 'foreign-asked',
  'preview-key-wrong': 'foreign-asked',
  'release-unknown': 'foreign-asked',
  'request-unknown': 'foreign-asked',
  'submission-unknown': 'foreign-asked',
  'subject-foreign': 'foreign-asked',
  'representation-refused': 'foreign-asked',
  'quota-exceeded': 'limit-reached',
  'person-asked-too-often': 'limit-reached',
  'replay-self-approval': 'second-person-missing',
  'correction-self-approval': 'second-person-missing',
};

const NAME = 'einmal_security_events_total';
const told = new Counter({
  name: NAME,
  help: 'Security events by what happened, as docs/security-events.md lists them',
  labelNames: ['event'],
});
// Known at 0 from the start, so that the first one is seen to be more.
for (const event of Object.keys(securityEvents)) told.inc({ event }, 0);

const log = new Logger(SECURITY);

/** What the operators' own doing brings about is no warning, and what they have to mend is an error. */
const levels: Readonly<Partial<Record<SecurityEvent, 'log' | 'error'>>> = {
  'policy-changed': 'log',
  'key-changed': 'log',
  'key-unusable': 'error',
  'operator-step': 'log',
};

const write = (event: SecurityEvent, fields: object): void =>
  log[levels[event] ?? 'warn']({ event, ...fields });

const few = new FewAlike(({ event, ...alike }, times) =>
  write(event as SecurityEvent, {
    msg: 'more of these in this minute, without a line each',
    ...alike,
    times,
  }),
);

/**
 * One more in the count, and one line for the SIEM; of what has a reason or a code, which a caller brings about by asking,
 * only a few that are alike.
 */
export function tellSecurityEvent<E extends SecurityEvent>(event: E, fields: Fields<E>): void {
  told.inc({ event });
  const alike: Alike = { event, ...fields };
  const isAsked = alike.reason !== undefined || alike.code !== undefined;
  if (!isAsked || few.allows(alike)) write(event, fields);
}

/** Before a process ends: how many there were of which no line tells yet. */
export const tellHeldBack = (): void => few.endMinute();

const key = randomBytes(32);

/**
 * The log's pseudonym of a person: the same in all lines with one `instance`, another one in any other process and after the
 * next start. Nobody can find out whose it is, as the key is nowhere; trace, lookup and audit lead to the person whoever may
 * read them.
 */
export const logPseudonym = (sub: string): string =>
  createHmac('sha256', key).update(sub).digest('base64url').slice(0, 16);
