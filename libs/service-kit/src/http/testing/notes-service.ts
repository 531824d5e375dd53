import type { FastifyInstance, FastifyRequest } from 'fastify';
import { bodyStreamOf } from '../body-stream.ts';
import { NDJSON } from '../content-type.rules.ts';
import type { BodyLimits } from '../body-deadline.ts';
import { serve } from '../serve.ts';

export interface NotesService {
  readonly url: string;
  /** What has come of the last stream, whether or not it has ended. */
  streamed(): string;
  stop(): Promise<void>;
}

class NoModule {}

/** A service with a route for JSON, one for a stream, one with a parser of its own and one for an id; and little patience. */
export async function startNotes(limits: Partial<BodyLimits> = {}): Promise<NotesService> {
  let streamed = '';
  const stream = async (request: FastifyRequest): Promise<string> => {
    streamed = '';
    for await (const chunk of await bodyStreamOf(request)) streamed += String(chunk);
    return streamed;
  };
  const app = await serve({
    name: 'notes',
    title: 'Notes',
    description: 'A service for tests.',
    module: { module: NoModule },
    http: { host: '127.0.0.1', port: 0, publicUrl: 'http://127.0.0.1:1' },
    log: { logLevel: 'silent' },
    limits: { bodyMs: 400, flowMs: 200, ...limits },
    configure: (created) => {
      const fastify: FastifyInstance = created.getHttpAdapter().getInstance();
      fastify.get('/ids/:id', () => ({}));
      fastify.post('/notes', (request) => request.body);
      void fastify.register((scope, _options, done) => {
        scope.removeAllContentTypeParsers();
        scope.addContentTypeParser('text/plain', { parseAs: 'string' }, (_request, body, parsed) =>
          parsed(null, body),
        );
        scope.post('/notes/own', { config: { takes: ['text/plain'] } }, (request) => ({
          text: request.body,
        }));
        done();
      });
      fastify.route({ method: 'POST', url: '/notes/stream', config: { takes: [NDJSON] }, handler: stream });
    },
  });
  return { url: await app.getUrl(), streamed: () => streamed, stop: () => app.close() };
}
