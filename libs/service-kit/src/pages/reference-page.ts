import scalar from '@scalar/fastify-api-reference';
import type { FastifyInstance } from 'fastify';
import type { ServiceDescription } from './service-description.ts';
import { escapeHtml, pageHeaders } from './page.ts';

const assets = '/docs/reference';
const bundle = `${assets}/js/scalar.js`;
const start = '/docs/start.js';

/**
 * Everything that Scalar would send elsewhere is off: fonts, telemetry, its assistant, its toolbar that uploads the
 * description, its proxy. Requests that are tried go to the service that shows the page.
 */
const startScript = `Scalar.createApiReference('#reference', ${JSON.stringify({
  url: '/openapi.json',
  withDefaultFonts: false,
  telemetry: false,
  agent: { disabled: true },
  mcp: { disabled: true },
  showDeveloperTools: 'never',
  hideClientButton: true,
  documentDownloadType: 'json',
  defaultHttpClient: { targetKey: 'shell', clientKey: 'curl' },
  authentication: { preferredSecurityScheme: 'accessToken' },
}).replace(/\}$/, ',"servers":[{"url":location.origin}]}')});`;

/**
 * The browser keeps the page to this service, whatever the bundle tries. Styles may stand inline, because the bundle
 * writes some; under the other lines they can load nothing either.
 */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

/** `/docs`: the API description to read and to try. */
export async function addReferencePage(fastify: FastifyInstance, service: ServiceDescription): Promise<void> {
  await fastify.register(scalar, {
    routePrefix: assets,
    configuration: { url: '/openapi.json' },
    hooks: {
      // Of what the plugin serves, only the bundle: its own page has no policy.
      onRequest: (request, reply, done) => {
        if (request.url === bundle) done();
        else reply.callNotFound();
      },
    },
  });
  fastify.get(start, (_request, reply) => reply.type('text/javascript; charset=utf-8').send(startScript));
  fastify.get('/docs/', (_request, reply) => reply.redirect('/docs', 301));
  fastify.get('/docs', (_request, reply) => reply.headers(pageHeaders(policy)).send(page(service)));
}

const page = ({ title, name }: ServiceDescription): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8">` +
  `<meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(title)}: API</title>` +
  `<link rel="icon" href="/favicon.svg" type="image/svg+xml"></head>` +
  `<body><div id="reference"></div>` +
  `<noscript><p>This page needs JavaScript. The description of ${escapeHtml(name)} itself is at <a href="/openapi.json">/openapi.json</a>.</p></noscript>` +
  `<script src="${bundle}"></script><script src="${start}"></script></body></html>`;
