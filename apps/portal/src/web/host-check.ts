import type { FastifyInstance } from 'fastify';
import { RouteUnknown } from '#libs/service-kit';

/** Answers under its own name alone: under another one a browser would share its pages with a stranger (DNS rebinding). */
export function addHostCheck(fastify: FastifyInstance, publicUrl: string): void {
  const { host } = new URL(publicUrl);
  fastify.addHook('onRequest', (request, _reply, done) => {
    const isProbe = request.url.startsWith('/health/');
    done(isProbe || request.headers.host === host ? undefined : new RouteUnknown());
  });
}
