import { isIP } from 'node:net';

const LONGEST_URL = 500;
const loopbackHosts: ReadonlySet<string> = new Set(['127.0.0.1', '[::1]', 'localhost']);

/**
 * What is wrong with a callback address as it is written in the policy, or undefined. Only its normal form is taken, so
 * that what a person reads is what is called: no other spelling of a host or number, no path tricks. Plain HTTP is for
 * loopback only; whether loopback may be called at all is WEBHOOK_LOOPBACK's to say.
 */
export function callbackUrlFault(text: string): string | undefined {
  if (text.length > LONGEST_URL) return `is longer than ${LONGEST_URL} characters`;
  const url = URL.parse(text);
  if (url === null) return 'is no URL';
  if (url.username !== '' || url.password !== '') return 'carries credentials';
  if (url.hash !== '' || text.includes('#')) return 'has a fragment';
  if (url.search !== '' || text.includes('?')) return 'has a query; secrets in addresses end up in logs';
  if (url.href !== text) return 'is not in its normal form (WHATWG URL)';
  if (loopbackHosts.has(url.hostname)) return /^https?:$/.test(url.protocol) ? undefined : 'is not https';
  if (url.protocol !== 'https:') return 'is not https';
  if (isIP(bare(url.hostname)) !== 0)
    return 'names a number instead of a host, which no certificate vouches for';
  if (!/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(url.hostname)) return 'has no full host name';
  return undefined;
}

/** The host as a resolver or `isIP` takes it, without the brackets of an IPv6 literal. */
const bare = (hostname: string): string => hostname.replace(/^\[|\]$/g, '');
