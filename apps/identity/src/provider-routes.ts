import type { FastifyInstance } from 'fastify';
import type { Provider } from 'oidc-provider';

const routes = [
  ['GET', '/.well-known/openid-configuration'],
  ['GET', '/.well-known/oauth-authorization-server'],
  ['GET', '/jwks'],
  ['GET', '/auth'],
  ['GET', '/auth/:uid'],
  ['POST', '/token'],
] as const;

/**
 * Hands these routes and no others to oidc-provider, which reads the body itself. It builds addresses from the Host
 * header; the issuer's own is put there, so that no caller can choose where a login returns to.
 */
export async function addProviderRoutes(fastify: FastifyInstance, provider: Provider): Promise<void> {
  const handle = provider.callback();
  const { host } = new URL(provider.issuer);
  await fastify.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _payload, parsed) => parsed(null));
    for (const [method, url] of routes) {
      scope.route({
        method,
        url,
        handler: (request, reply) => {
          reply.hijack();
          request.raw.headers.host = host;
          void handle(request.raw, reply.raw);
        },
      });
    }
    done();
  });
}
