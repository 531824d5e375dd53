import type { FastifyInstance } from 'fastify';
import { RequestInvalid } from '../errors/index.ts';
import { EncodingInvalid, RouteUnknown } from './request.errors.ts';

/**
 * Looks at the address before anything of the body is read. Fastify decodes the path and refuses what is not UTF-8; in
 * the query it takes literally what it cannot decode.
 */
export function addAddressCheck(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, _reply, done) => {
    const { url = '/', headers, httpVersion } = request.raw;
    if (headers.host === undefined && httpVersion === '1.1') return done(hostMissing());
    if (request.is404) return done(new RouteUnknown());
    const query = url.indexOf('?');
    return done(query < 0 || isDecodable(url.slice(query)) ? undefined : new EncodingInvalid('The address'));
  });
}

/** Whether percent-encoding is complete and stands for UTF-8. */
export function isDecodable(text: string): boolean {
  if (!text.includes('%')) return true;
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

/** RFC 9112 §3.2. */
const hostMissing = (): RequestInvalid => RequestInvalid.at('/', 'The Host header is missing.');
