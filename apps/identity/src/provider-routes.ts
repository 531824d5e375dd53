import type { IncomingMessage } from 'node:http';
import { FORM, formTextOf, named, toProblem } from '#libs/service-kit';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Provider } from 'oidc-provider';

const routes = [
  ['GET', '/.well-known/openid-configuration'],
  ['GET', '/.well-known/oauth-authorization-server'],
  ['GET', '/jwks'],
  ['GET', '/auth'],
  ['GET', '/auth/:uid'],
  ['POST', '/token'],
  ['POST', '/token/revocation'],
  ['GET', '/userinfo'],
  ['POST', '/userinfo'],
] as const;

/**
 * Hands these routes and no others to oidc-provider, with bodies that were read here, under the limits and checks of
 * every other body. It builds addresses from the Host
 * header; the issuer's own is put there, so that no caller can choose where a login returns to.
 */
export async function addProviderRoutes(fastify: FastifyInstance, provider: Provider): Promise<void> {
  const handle = provider.callback();
  const { host } = new URL(provider.issuer);
  const openId = named('openid-provider', (scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(FORM, { parseAs: 'buffer' }, (_request, bytes, parsed) => {
      formTextOf(bytes as Buffer);
      parsed(null, bytes);
    });
    scope.setErrorHandler((error, request, reply) => refuse(error, request.method, reply));
    for (const [method, url] of routes) {
      scope.route({
        method,
        url,
        config: { takes: [FORM] },
        handler: (request, reply) => {
          reply.hijack();
          request.raw.headers.host = host;
          void handle(withBody(request.raw, request.body), reply.raw);
        },
      });
    }
    done();
  });
  await fastify.register(openId);
}

/** The request as the provider reads it: it takes the body from the stream, which is at its end by now. */
function withBody(raw: IncomingMessage, body: unknown): IncomingMessage {
  if (!(body instanceof Buffer)) return raw;
  return Object.create(raw, {
    readable: { value: true },
    iterator: { value: () => [body] },
  }) as IncomingMessage;
}

/** RFC 6749 §5.2 says how the token endpoint refuses; a browser at the other routes gets a problem like any caller. */
function refuse(error: unknown, method: string, reply: FastifyReply): void {
  const problem = toProblem(error, '');
  if (problem === undefined || method !== 'POST') throw error;
  reply.status(400).send({ error: 'invalid_request', error_description: problem.detail });
}
