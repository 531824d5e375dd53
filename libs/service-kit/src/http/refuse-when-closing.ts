import type { FastifyInstance } from 'fastify';
import { Closing } from './request.errors.ts';

/** Requests that still arrive on open connections while the service ends; Fastify would answer them outside all hooks. */
export function refuseWhenClosing(fastify: FastifyInstance): void {
  let closing = false;
  fastify.addHook('preClose', (done) => {
    closing = true;
    done();
  });
  fastify.addHook('onRequest', (_request, _reply, done) => done(closing ? new Closing() : undefined));
}
