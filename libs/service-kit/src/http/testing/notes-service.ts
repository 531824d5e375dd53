import type { FastifyInstance, FastifyRequest } from 'fastify';
import { bodyStreamOf } from '../body-stream.ts';
import { NDJSON } from '../content-type.rules.ts';
import { serve } from '../serve.ts';

export interface NotesService {
  readonly url: string;
  /** What came of the last stream, whether or not it ended. */
  streamed(): string;
  stop(): Promise<void>;
}

class NoModule {}

/** A service with a route for JSON, one for a stream and one for an id, and little patience. */
export async function startNotes(): Promise<NotesService> {
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
    limits: { bodyMs: 400, flowMs: 200 },
    configure: (created) => {
      const fastify: FastifyInstance = created.getHttpAdapter().getInstance();
      fastify.get('/ids/:id', () => ({}));
      fastify.post('/notes', (request) => request.body);
      fastify.route({ method: 'POST', url: '/notes/stream', config: { takes: [NDJSON] }, handler: stream });
    },
  });
  return { url: await app.getUrl(), streamed: () => streamed, stop: () => app.close() };
}
