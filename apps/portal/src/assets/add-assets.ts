import type { FastifyInstance } from 'fastify';
import type { Assets } from './assets.ts';

/** A year: another content has another address. */
const forever = 'public, max-age=31536000, immutable';

/** Routes of the files that pages load; they know no session. */
export function addAssets(fastify: FastifyInstance, assets: Assets): void {
  fastify.get('/assets/:name', (request, reply) => {
    const asset = assets.at(request.url.split('?', 1)[0] ?? '');
    if (asset === undefined) return reply.callNotFound();
    reply.type(asset.type).headers({ 'cache-control': forever, vary: 'accept-encoding' });
    const takesBrotli = /\bbr\b/.test(request.headers['accept-encoding'] ?? '');
    if (asset.brotli === undefined || !takesBrotli) return reply.send(asset.content);
    return reply.header('content-encoding', 'br').send(asset.brotli);
  });
  fastify.get('/favicon.svg', (_request, reply) => reply.redirect(assets.address('favicon.svg'), 302));
}
