import type { FastifyInstance } from 'fastify';
import { addPages, type ServiceDescription } from '../pages/index.ts';
import type { Health } from './readiness.ts';

export interface SystemRoutes extends Health {
  readonly document: () => object;
  readonly service: ServiceDescription;
  readonly isWebsite: boolean;
}

/**
 * What every service answers without a token: health, its API description and the problem pages. Plain
 * Fastify routes, so that the access guard's default deny has no exception among the controllers.
 */
export async function addSystemRoutes(fastify: FastifyInstance, options: SystemRoutes): Promise<void> {
  fastify.get('/health/live', async (_request, reply) => {
    const failing = await options.liveness.failing();
    if (failing.length === 0) return { status: 'live' };
    return reply.status(503).send({ status: 'not-live', failing });
  });
  fastify.get('/health/ready', async (_request, reply) => {
    const failing = await options.readiness.failing();
    if (failing.length === 0) return { status: 'ready' };
    return reply.status(503).send({ status: 'not-ready', failing });
  });
  if (options.isWebsite) return;
  fastify.get('/openapi.json', () => options.document());
  await addPages(fastify, options.service);
}
