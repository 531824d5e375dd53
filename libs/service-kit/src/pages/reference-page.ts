import { fastify as createFastify, type FastifyInstance } from 'fastify';
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
export function addReferencePage(fastify: FastifyInstance, service: ServiceDescription): void {
  let shelf: Promise<FastifyInstance> | undefined;
  fastify.get(bundle, async (_request, reply) => {
    const { body } = await (await (shelf ??= openShelf())).inject(bundle);
    return reply.type('application/javascript; charset=utf-8').send(body);
  });
  fastify.get(start, (_request, reply) => reply.type('text/javascript; charset=utf-8').send(startScript));
  fastify.get('/docs/', (_request, reply) => reply.redirect('/docs', 301));
  fastify.get('/docs', (_request, reply) => reply.headers(pageHeaders(policy)).send(page(service)));
}

/**
 * Scalar's plugin, of which only the bundle is served: its own page has no policy. Loaded when it is first asked for,
 * because its text takes 20 MB of memory (ADR 0033).
 */
async function openShelf(): Promise<FastifyInstance> {
  const { default: scalar } = await import('@scalar/fastify-api-reference');
  const shelf = createFastify();
  await shelf.register(scalar, { routePrefix: assets, configuration: { url: '/openapi.json' } });
  return shelf;
}

const page = ({ title, name }: ServiceDescription): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8">` +
  `<meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(title)}: API</title>` +
  `<link rel="icon" href="/favicon.svg" type="image/svg+xml"></head>` +
  `<body><div id="reference"></div>` +
  `<noscript><p>This page needs JavaScript. The description of ${escapeHtml(name)} itself is at <a href="/openapi.json">/openapi.json</a>.</p></noscript>` +
  `<script src="${bundle}"></script><script src="${start}"></script></body></html>`;
