import type { FastifyRequest } from 'fastify';
import type { Language, OpenSession, Person } from '../sessions/index.ts';

/** What the guard found out about a request before a controller sees it. */
export interface Visit {
  readonly language: Language;
  /** Path without query, as links and forms of the page name it. */
  readonly path: string;
  /** With its question mark; empty where there is none. */
  readonly query?: string;
  readonly open?: OpenSession;
}

/** A visit of somebody who signed in. */
export interface SignedInVisit extends Visit {
  readonly open: OpenSession;
  readonly person: Person;
}

declare module 'fastify' {
  interface FastifyRequest {
    visit?: Visit;
  }
}

export const languages = ['de', 'en'] as const satisfies readonly Language[];

/** By the address; where it names none, by what the browser asks for, and German without that. */
export function languageOf({ url, headers }: Pick<FastifyRequest, 'url' | 'headers'>): Language {
  const named = /^\/(de|en)(?=[/?]|$)/.exec(url)?.[1] as Language | undefined;
  if (named !== undefined) return named;
  const asked = /\b(de|en)\b/.exec(headers['accept-language'] ?? '')?.[1] as Language | undefined;
  return asked ?? 'de';
}

export const pathOf = (url: string): string => url.split('?', 1)[0] ?? '/';

/** @throws Error where the route is open to everybody */
export function visitOf(request: FastifyRequest): Visit {
  if (request.visit === undefined) throw new Error('The guard did not see this request.');
  return request.visit;
}

/** @throws Error where the route is not behind a login, which is a fault of the route */
export function signedIn(request: FastifyRequest): SignedInVisit {
  const visit = visitOf(request);
  const person = visit.open?.session.person;
  if (visit.open === undefined || person === undefined) throw new Error('The route is not behind a login.');
  return { ...visit, open: visit.open, person };
}

const signedOutQuery = '?signedOut=yes';

/** The start page as whoever signed out comes to it. */
export const signedOutPath = (language: Language): string => `/${language}${signedOutQuery}`;

/** What an issuer sends back with whoever it has signed out (OpenID Connect RP-Initiated Logout §3, `state`). */
export const SIGNED_OUT_STATE = 'signed-out';

/** The start page, for an address that names no language. */
export const startPath = ({ language, query = '' }: Visit): string =>
  new URLSearchParams(query).get('state') === SIGNED_OUT_STATE ? signedOutPath(language) : `/${language}`;

/** Nothing but this is told by an address, and to nobody who is signed in. */
export const hasSignedOut = ({ language, path, query, open }: Visit): boolean =>
  path === `/${language}` && query === signedOutQuery && open?.session.person === undefined;

/** What was sent to this page and could not be done; done only when it is sent again. */
export const unsentTo = ({
  open: { session },
  path,
}: SignedInVisit): Readonly<Record<string, string>> | undefined => session.unsent?.[path]?.fields;

/** What a form sent, without what belongs to the portal itself. */
export function fieldsOf({ body }: FastifyRequest): Readonly<Record<string, string>> {
  const { formKey: _formKey, ...fields } = (body ?? {}) as Readonly<Record<string, string>>;
  return fields;
}
