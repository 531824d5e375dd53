import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { ServerOptions } from 'node:https';
import type { DynamicModule, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyInstance } from 'fastify';
import type { HttpConfig, LogConfig } from '../config/index.ts';
import { ProblemFilter } from '../errors/index.ts';
import { JsonLogger } from '../logging/index.ts';
import { requireTypedParameters } from '../parameters/index.ts';
import { StrictValidationPipe } from '../validation/index.ts';
import { describeApi, type ServiceDescription } from './openapi.ts';
import { ReadinessRegistry } from './readiness.ts';
import { addSystemRoutes } from './system-routes.ts';

/** Largest body of an ordinary request, in bytes; a route that streams says so itself. */
export const BODY_LIMIT_BYTES = 64 * 1024;

export interface ServeOptions extends ServiceDescription {
  readonly module: Type | DynamicModule;
  readonly http: HttpConfig;
  readonly log: LogConfig;
  /** Runs after the app was created and before it listens: parsers, foreign routes, health checks. */
  readonly configure?: (
    app: NestFastifyApplication,
    readiness: ReadinessRegistry,
    liveness: ReadinessRegistry,
  ) => Promise<void> | void;
}

/**
 * Starts a service: strict validation, problems instead of errors, health, metrics and API description, and a clean
 * end on SIGTERM. Rejects when it cannot listen.
 */
export async function serve(options: ServeOptions): Promise<NestFastifyApplication> {
  const { http } = options;
  const [readiness, liveness] = [new ReadinessRegistry(), new ReadinessRegistry()];
  const problemBaseUrl = http.problemBaseUrl ?? `${http.publicUrl}/problems/`;
  const filter = new ProblemFilter(problemBaseUrl);
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT_BYTES,
    genReqId: traceIdOf,
    requestTimeout: 30_000,
    keepAliveTimeout: 65_000,
    forceCloseConnections: 'idle',
    ...tlsOf(http),
  });
  const fastify = adapter.getInstance<FastifyInstance>();
  // Nest rewraps what a body parser throws and loses its code, so errors before routing are answered here.
  fastify.setErrorHandler((error, request, reply) => filter.answer(error, request, reply));
  adapter.setErrorHandler = () => fastify;
  const app = await NestFactory.create<NestFastifyApplication>(
    options.module,
    adapter,
    // Fastify's own JSON parser refuses prototype members; Nest would add one for forms as well.
    { logger: new JsonLogger(options.name, options.log.logLevel), abortOnError: false, bodyParser: false },
  );
  requireTypedParameters(app);
  app.useGlobalPipes(new StrictValidationPipe());
  app.useGlobalFilters(filter);
  fastify.removeContentTypeParser('text/plain');
  fastify.addHook('onSend', (_request, reply, payload, done) => {
    reply.raw.setHeader('cache-control', 'no-store');
    reply.raw.setHeader('x-content-type-options', 'nosniff');
    done(null, payload);
  });
  await options.configure?.(app, readiness, liveness);
  let document: object | undefined;
  await addSystemRoutes(fastify, {
    readiness,
    liveness,
    service: options,
    document: () => (document ??= describeApi(app, options, { publicUrl: http.publicUrl, problemBaseUrl })),
  });
  app.enableShutdownHooks(['SIGTERM', 'SIGINT']);
  endWithParent(app);
  await app.listen(http.port, http.host);
  return app;
}

/** A service started with an IPC channel belongs to its parent: when the channel closes, it ends as on SIGTERM. */
function endWithParent(app: NestFastifyApplication): void {
  if (!process.connected) return;
  process.once('disconnect', () => {
    void app.close().finally(() => process.exit(0));
  });
}

/** Trace id of a W3C `traceparent`, else a new one of the same shape. */
function traceIdOf(request: { readonly headers: IncomingHttpHeaders }): string {
  const given = request.headers['traceparent'];
  const match = typeof given === 'string' ? /^00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/.exec(given) : null;
  return match?.[1] ?? randomUUID().replaceAll('-', '');
}

function tlsOf(http: HttpConfig): { https?: ServerOptions } {
  if (http.tlsCertFile === undefined || http.tlsKeyFile === undefined) return {};
  const https: ServerOptions = {
    cert: readFileSync(http.tlsCertFile),
    key: readFileSync(http.tlsKeyFile),
    minVersion: 'TLSv1.2',
    ...(http.tlsCaFile !== undefined && {
      ca: readFileSync(http.tlsCaFile),
      requestCert: true,
      rejectUnauthorized: true,
    }),
  };
  return { https };
}
