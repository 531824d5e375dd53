import { timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whether a form was sent by a page of this origin, as far as the browser tells: Fetch Metadata first, else Origin
 * (OWASP, Cross-Site Request Forgery Prevention). Every browser tells one of them with a POST.
 */
export function isFromHere(headers: IncomingHttpHeaders, publicUrl: string): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') return false;
  const { origin } = headers;
  return origin === undefined ? site !== undefined : origin === new URL(publicUrl).origin;
}

/** Whether the form holds the key of this session. */
export function isSameKey(formKey: string | undefined, body: unknown): boolean {
  const given = (body as { readonly formKey?: unknown } | undefined)?.formKey;
  if (formKey === undefined || typeof given !== 'string') return false;
  const [one, other] = [Buffer.from(formKey), Buffer.from(given)];
  return one.length === other.length && timingSafeEqual(one, other);
}
