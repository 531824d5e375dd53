import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyPluginCallback, RouteOptions } from 'fastify';
import type { DomainError } from '../errors/index.ts';
import { hasBody } from './body-deadline.ts';
import { JSON_TYPE, mediaTypeOf, NDJSON } from './content-type.rules.ts';
import { jsonOf } from './json-bytes.rules.ts';
import { ContentTypeUnsupported } from './request.errors.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Content types that the route reads; `application/json` without it. */
    takes?: readonly string[];
  }
}

/**
 * Content types belong to routes. Parsers are known to the whole server, but none is reached unless the route states
 * its type, and a parser is chosen by the type as it was understood here: no spelling of the header leads elsewhere.
 */
export function addBodyTypes(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser(JSON_TYPE, { parseAs: 'buffer' }, (_request, bytes, done) => {
    done(null, jsonOf(bytes as Buffer));
  });
  fastify.addContentTypeParser(NDJSON, (_request, payload, done) => done(null, payload));
  fastify.addHook('onRoute', (route) => {
    if ([route.method].flat().every((method) => bodyless.has(method))) return;
    const takes = route.config?.takes ?? [JSON_TYPE];
    route.preParsing = [...listOf(route.preParsing), refuseOthers(takes)];
  });
}

/** Fastify reads no body with these. */
const bodyless: ReadonlySet<string> = new Set(['GET', 'HEAD']);

type PreParsing = NonNullable<RouteOptions['preParsing']>;

const listOf = (hooks: RouteOptions['preParsing']): Extract<PreParsing, readonly unknown[]> =>
  hooks === undefined ? [] : [hooks].flat();

function refuseOthers(takes: readonly string[]) {
  return (
    request: { readonly raw: IncomingMessage },
    _reply: unknown,
    payload: unknown,
    done: (error: DomainError | null, payload?: never) => void,
  ): void => {
    const { raw } = request;
    const given = raw.headers['content-type'];
    if (given === undefined && !hasBody(raw)) return done(null, payload as never);
    const type = given === undefined || !isPlain(raw) ? undefined : mediaTypeOf(given);
    if (type === undefined || !takes.includes(type)) return done(new ContentTypeUnsupported(takes));
    raw.headers['content-type'] = type;
    return done(null, payload as never);
  };
}

/** One content type, and no compression. Node shows the first of two headers; another reader may have taken the second. */
function isPlain({ rawHeaders, headers }: IncomingMessage): boolean {
  const encoding = headers['content-encoding'];
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity') return false;
  let types = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] as string;
    if (name.length === 12 && name.toLowerCase() === 'content-type') types += 1;
  }
  return types === 1;
}

/** Gives a plugin the name for which Fastify would search all modules that are loaded. */
export const named = (name: string, plugin: FastifyPluginCallback): FastifyPluginCallback =>
  Object.assign(plugin, { [Symbol.for('fastify.display-name')]: name });
