import type { IncomingMessage } from 'node:http';

import { TokenInvalid } from './access.errors.ts';

/** What of a request the checks read; never `headers`, which hides repeated headers. */
export type AccessRequest = Pick<IncomingMessage, 'method' | 'url' | 'rawHeaders' | 'socket'>;

/**
 * The only value of a header, read from the raw list: Node keeps the first of two Authorization headers and says
 * nothing, and a proxy in front may have read the second (request smuggling; security.md, step 2).
 * @param name in lower case
 * @throws TokenInvalid when the header occurs more than once
 */
export function onlyHeader(rawHeaders: readonly string[], name: string): string | undefined {
  let found: string | undefined;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const candidate = rawHeaders[index]!;
    if (candidate.length !== name.length || candidate.toLowerCase() !== name) continue;
    if (found !== undefined) throw new TokenInvalid('header-repeated');
    found = rawHeaders[index + 1];
  }
  return found;
}
