import type { FastifyInstance } from 'fastify';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { TraceSpan } from '../tracing/trace-span.ts';
import { isTracing, startSpan, within } from '../tracing/tracing.ts';
import { readTraceparent } from '../tracing/traceparent.ts';
import { isInternal } from '../transport/doors.ts';

const SPAN = Symbol('span of the request');
type Traced = IncomingMessage & { [SPAN]?: TraceSpan | undefined };

/**
 * Trace id of a request: of its W3C `traceparent`, else a new one. Where spans are kept, one is begun; whoever calls at the
 * internal door is one of ours, and has decided whether the trace is.
 */
export function beginTrace(request: IncomingMessage): string {
  const remote = readTraceparent(request.headers['traceparent']);
  if (!isTracing()) return remote?.traceId ?? randomUUID().replaceAll('-', '');
  const method = request.method ?? '';
  const parent = remote && { remote, isStranger: !isInternal(request.socket) };
  const span = startSpan('server', method, { 'http.request.method': method }, parent);
  (request as Traced)[SPAN] = span;
  return span!.place.traceId;
}

/** The problem that a request was answered with. */
export const traceProblem = (request: IncomingMessage, code: string): void =>
  (request as Traced)[SPAN]?.set({ 'error.type': code });

/** What load balancers ask all the time. */
const UNTOLD = /^\/health\//;

/** Names a span once its route is known, and runs what answers as part of it. No hook at all where nothing is traced. */
export function traceAnswers(fastify: FastifyInstance): void {
  if (!isTracing()) return;
  // Not sooner: what parses a body goes on in the socket's own context.
  fastify.addHook('preHandler', (request, _reply, done) => within((request.raw as Traced)[SPAN], done));
  fastify.addHook('onResponse', (request, reply, done) => {
    const span = (request.raw as Traced)[SPAN];
    const { url: route } = request.routeOptions;
    if (span && !(route && UNTOLD.test(route))) {
      const { statusCode } = reply;
      span.set({ 'http.response.status_code': statusCode, ...(route && { 'http.route': route }) });
      span.end({ ...(route && { name: `${request.method} ${route}` }), failed: statusCode >= 500 });
    }
    done();
  });
}
