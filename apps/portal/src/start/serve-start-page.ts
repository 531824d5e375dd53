import { readFileSync } from 'node:fs';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { DomainError } from '#libs/service-kit';
import { addAssets } from '../assets/add-assets.ts';
import { Assets } from '../assets/assets.ts';
import { documentOf } from '../layout/document.tsx';
import { problemView } from '../layout/problem.page.tsx';
import { pageHeaders } from '../rendering/page-headers.ts';
import { addHostCheck } from '../web/host-check.ts';
import { languageOf, languages, pathOf } from '../web/page-request.ts';
import type { View } from '../web/view.ts';
import type { ServeStartPage, StartFacts } from './start-facts.ts';
import { startPageView } from './start.page.tsx';

const DEMONSTRATION = 'Vorführung, keine echte Behörde';

/** The door to a stack that was started here: pages as of the portal, without session, cookie or secret. */
export const serveStartPage: ServeStartPage = async (facts) => {
  const server = serverFor(facts);
  const site = { assets: new Assets(), visitors: 'everybody', siteLabel: DEMONSTRATION } as const;
  const headers = {
    ...pageHeaders(facts.tls !== undefined),
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  };
  const send = (request: FastifyRequest, reply: FastifyReply, view: View): FastifyReply => {
    const visit = { language: languageOf(request), path: pathOf(request.url) };
    return reply
      .status(view.status ?? 200)
      .headers(headers)
      .send(documentOf(view, visit, site));
  };
  const failed = (request: FastifyRequest, reply: FastifyReply, status: number): FastifyReply => {
    const visit = { language: languageOf(request), path: pathOf(request.url) };
    return send(request, reply, problemView({ status }, visit));
  };
  server.setNotFoundHandler((request, reply) => failed(request, reply, 404));
  server.setErrorHandler((error, request, reply) =>
    failed(request, reply, error instanceof DomainError ? 404 : 500),
  );
  addHostCheck(server, facts.url);
  addAssets(server, site.assets);
  server.get('/', (request, reply) => reply.redirect(`/${languageOf(request)}`, 303));
  for (const language of languages)
    server.get(`/${language}`, (request, reply) => send(request, reply, startPageView(language, facts)));
  await server.listen({ host: facts.host, port: facts.port });
  return { close: () => server.close() };
};

function serverFor({ tls }: StartFacts): FastifyInstance {
  // Open connections of browsers do not keep a stack from ending.
  const options = { forceCloseConnections: true, bodyLimit: 1 };
  if (tls === undefined) return fastify(options);
  const https = {
    cert: readFileSync(tls.certFile),
    key: readFileSync(tls.keyFile),
    minVersion: 'TLSv1.3',
  } as const;
  return fastify({ ...options, https });
}
