import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ServiceDescription } from './service-description.ts';
import { favicon } from './favicon.ts';
import { escapeHtml, sendPage } from './page.ts';
import { problemIndex, problemPage, problemList } from './problem-pages.ts';
import { addReferencePage } from './reference-page.ts';

const links = {
  docs: ['/docs', 'API description to read and try'],
  openapi: ['/openapi.json', 'The same for machines, OpenAPI 3.1'],
  problems: ['/problems', 'Every problem with cause and remedy'],
  live: ['/health/live', 'Whether only a restart could help'],
  ready: ['/health/ready', 'Whether it can do its work now'],
} as const;

/** What a person meets who opens the service in a browser. Without a token, and without a request to anybody else. */
export async function addPages(fastify: FastifyInstance, service: ServiceDescription): Promise<void> {
  const { name, title, description } = service;
  fastify.get('/', (request, reply) => {
    const addresses = Object.fromEntries(Object.entries(links).map(([key, [path]]) => [key, path]));
    if (wantsJson(request)) return reply.send({ name, title, description, links: addresses });
    const items = Object.values(links).map(
      ([path, text]) => `<li><a href="${path}">${path}</a> – ${text}</li>`,
    );
    const body = `<h1>${escapeHtml(title)}</h1><p>${escapeHtml(description)}</p><ul>${items.join('')}</ul>`;
    return sendPage(reply, title, body);
  });
  fastify.get('/favicon.svg', (_request, reply) => reply.type('image/svg+xml').send(favicon(name)));
  fastify.get('/problems', (request, reply) =>
    wantsJson(request)
      ? reply.send({ problems: problemIndex })
      : sendPage(reply, `Problems – ${title}`, problemList()),
  );
  fastify.get<{ Params: { code: string } }>('/problems/:code', async (request, reply) => {
    const { code } = request.params;
    const page = await problemPage(code);
    return page === undefined ? reply.callNotFound() : sendPage(reply, `${code} – ${title}`, page);
  });
  addReferencePage(fastify, service);
}

/** A program that asks for JSON gets it; a browser names HTML first. */
function wantsJson({ headers: { accept = '' } }: FastifyRequest): boolean {
  const [json, html] = [accept.indexOf('application/json'), accept.indexOf('text/html')];
  return json !== -1 && (html === -1 || json < html);
}
