import type { Server as HttpsServer, ServerOptions } from 'node:https';
import type { DynamicModule, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { HttpConfig, LogConfig, TracingConfig } from '../config/index.ts';
import { ProblemFilter, requireNoFault, type ShowProblem } from '../errors/index.ts';
import { checkKafka } from '../kafka/index.ts';
import { JsonLogger, tellHeldBack } from '../logging/index.ts';
import { requireTypedParameters } from '../parameters/index.ts';
import { StrictValidationPipe } from '../validation/index.ts';
import { addAddressCheck } from './address-text.ts';
import { addBodyDeadlines, type BodyLimits, bodyLimits } from './body-deadline.ts';
import { addBodyTypes } from './body-types.ts';
import { ConnectionErrors } from './connection-errors.ts';
import { measureAnswers } from './http-metrics.ts';
import type { ServiceDescription } from '../pages/index.ts';
import { describeApi } from './openapi.ts';
import {
  certificateFault,
  followCertificates,
  measureCertificates,
  serviceFetch,
  tlsOptions,
  useTransport,
} from '../transport/index.ts';
import { ReadinessRegistry } from './readiness.ts';
import { tellRefusal } from './refusal-events.ts';
import { refuseWhenClosing } from './refuse-when-closing.ts';
import { tellRefusedHandshakes } from './refused-connections.ts';
import { InternalDoor, keepInside, requireSafeInternalDoor } from './internal-door.ts';
import { openSystemDoor } from './system-door.ts';
import { addIssuerCheck } from './issuer-readiness.ts';
import { addSystemRoutes } from './system-routes.ts';
import { endingLast } from '../tracing/ending-last.ts';
import { useTracing } from '../tracing/tracing.ts';
import { beginTrace, traceAnswers, traceProblem } from './trace-answers.ts';

/** Largest body of an ordinary request, in bytes; a route that streams says so itself. */
export const BODY_LIMIT_BYTES = 64 * 1024;
const KEEP_ALIVE_MS = 65_000;

export interface ServeOptions extends ServiceDescription {
  readonly module: Type | DynamicModule;
  readonly http: HttpConfig;
  readonly log: LogConfig;
  /** Nothing is traced unless it names a collector. */
  readonly tracing?: TracingConfig | undefined;
  /** Of a service whose answers are pages for people: how these see a problem. It describes no API. */
  readonly showProblem?: ShowProblem;
  /** Shorter in tests. */
  readonly limits?: Partial<BodyLimits>;
  /** Runs after the app was created and before it listens: parsers, foreign routes, health checks. */
  readonly configure?: (
    app: NestFastifyApplication,
    readiness: ReadinessRegistry,
    liveness: ReadinessRegistry,
  ) => Promise<void> | void;
}

/**
 * Starts a service: strict validation, problems instead of errors, health and API description, metrics at a door of their
 * own, and a clean end on SIGTERM. Rejects when it cannot listen.
 */
export async function serve(options: ServeOptions): Promise<NestFastifyApplication> {
  const { http } = options;
  const [readiness, liveness] = [new ReadinessRegistry(), new ReadinessRegistry()];
  const problemBaseUrl = http.problemBaseUrl ?? `${http.publicUrl}/problems/`;
  const filter = new ProblemFilter(problemBaseUrl, options.showProblem, (problem, request) => {
    tellRefusal(problem, request);
    traceProblem(request.raw, problem.code);
  });
  const connectionErrors = new ConnectionErrors(problemBaseUrl);
  requireSafeInternalDoor(http);
  const certificates = useTransport(http);
  const endTracing = await useTracing(options.name, options.tracing ?? {}, serviceFetch);
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT_BYTES,
    genReqId: beginTrace,
    keepAliveTimeout: KEEP_ALIVE_MS,
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    clientErrorHandler: connectionErrors.answerFault,
    // Before routing no hook runs, so nothing limits a body that may follow.
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) =>
      filter.answer(error, request, reply.headers({ ...fixedHeaders, connection: 'close' })),
    ...(certificates
      ? { https: { ...serverLimits, ...tlsOptions(certificates, 'any') } }
      : { http: serverLimits }),
  });
  const fastify = adapter.getInstance<FastifyInstance>();
  // Nest rewraps what a body parser throws and loses its code, so errors before routing are answered here.
  fastify.setErrorHandler((error, request, reply) => filter.answer(error, request, reply));
  adapter.setErrorHandler = () => fastify;
  const app = await NestFactory.create<NestFastifyApplication>(
    endingLast(options.module, endTracing),
    adapter,
    // Nest's parsers would take forms on every route.
    { logger: new JsonLogger(options.name, options.log.logLevel), abortOnError: false, bodyParser: false },
  );
  requireTypedParameters(app);
  app.useGlobalPipes(new StrictValidationPipe());
  app.useGlobalFilters(filter);
  connectionErrors.attach(fastify.server);
  if (certificates) {
    followCertificates(fastify.server as HttpsServer, certificates, 'any');
    tellRefusedHandshakes(fastify.server, 'public');
  }
  refuseWhenClosing(fastify);
  keepInside(fastify, certificates && (http.internalCallers ?? []));
  addAddressCheck(fastify);
  addBodyDeadlines(fastify, filter, { ...bodyLimits, ...options.limits });
  addBodyTypes(fastify);
  fastify.addHook('onSend', (_request, reply, payload, done) => {
    for (const [name, value] of Object.entries(fixedHeaders)) reply.raw.setHeader(name, value);
    done(null, payload);
  });
  measureAnswers(fastify);
  traceAnswers(fastify);
  measureCertificates();
  addIssuerCheck(app, readiness);
  await options.configure?.(app, readiness, liveness);
  let document: object | undefined;
  await addSystemRoutes(fastify, {
    readiness,
    liveness,
    service: options,
    isWebsite: options.showProblem !== undefined,
    document: () => (document ??= describeApi(app, options, { publicUrl: http.publicUrl, problemBaseUrl })),
  });
  app.enableShutdownHooks(['SIGTERM', 'SIGINT']);
  endWithParent(app);
  readiness.add({ name: 'certificate', check: async () => requireNoFault(certificateFault()) });
  readiness.add({ name: 'kafka', check: checkKafka });
  const health = { readiness, liveness };
  const closeSystemDoor = await openSystemDoor(http, serverLimits, certificates, health);
  fastify.addHook('onClose', closeSystemDoor);
  fastify.addHook('onClose', async () => tellHeldBack());
  const limits = { ...serverLimits, keepAliveTimeout: KEEP_ALIVE_MS };
  const internal = new InternalDoor(fastify, { http, errors: connectionErrors, limits, certificates });
  fastify.addHook('preClose', () => internal.close());
  await app.init();
  await fastify.ready();
  internalUrls.set(app, await internal.open());
  await app.listen(http.port, http.host);
  return app;
}

const internalUrls = new WeakMap<NestFastifyApplication, string>();

/** Where the internal door of a served app is. */
export const internalUrlOf = (app: NestFastifyApplication): string => internalUrls.get(app)!;

/** A service started with an IPC channel belongs to its parent: when the channel closes, it ends as on SIGTERM. */
function endWithParent(app: NestFastifyApplication): void {
  if (!process.connected) return;
  process.once('disconnect', () => {
    void app.close().finally(() => process.exit(0));
  });
}

const fixedHeaders = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

/** Node's own server: headers within 15 s; bodies have limits of their own, and a missing Host is answered by us. */
const serverLimits: ServerOptions = {
  headersTimeout: 15_000,
  connectionsCheckingInterval: 5_000,
  requireHostHeader: false,
};
