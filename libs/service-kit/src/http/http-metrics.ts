import type { FastifyInstance } from 'fastify';
import { Histogram, register } from 'prom-client';

const NAME = 'einmal_http_request_duration_seconds';

/**
 * Times every answer by method, route pattern and status. Never by address: addresses hold ids. Labels are resolved once
 * per combination, so that an answer costs one look into a map.
 */
export function measureAnswers(fastify: FastifyInstance): void {
  // A second application in the same process (tests) replaces the first one's metric.
  register.removeSingleMetric(NAME);
  const durations = new Histogram({
    name: NAME,
    help: 'Time from the first byte of a request to the last of its answer',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
  });
  const known = new Map<string, Histogram.Internal<'method' | 'route' | 'status'>>();
  fastify.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'unknown';
    const key = `${request.method} ${route} ${reply.statusCode}`;
    let duration = known.get(key);
    if (duration === undefined) {
      duration = durations.labels(request.method, route, String(reply.statusCode));
      known.set(key, duration);
    }
    duration.observe(reply.elapsedTime / 1_000);
    done();
  });
}
