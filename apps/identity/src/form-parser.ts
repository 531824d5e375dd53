import type { FastifyInstance } from 'fastify';

/** Reads HTML forms. A field that occurs twice refuses the body, since the second could hide behind the first. */
export function addFormParser(fastify: FastifyInstance): void {
  fastify.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => {
      const fields = [...new URLSearchParams(String(body))];
      if (new Set(fields.map(([name]) => name)).size < fields.length) {
        done(Object.assign(new Error('A form field occurs twice.'), { statusCode: 400 }));
        return;
      }
      done(null, Object.fromEntries(fields));
    },
  );
}
