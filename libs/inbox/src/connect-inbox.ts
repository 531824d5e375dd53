import { type ArgumentsHost, Catch, type RpcExceptionFilter } from '@nestjs/common';
import type { MicroserviceOptions, NestMicroservice } from '@nestjs/microservices';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import type { Pool } from 'pg';
import { type Observable, throwError } from 'rxjs';
import { DataSource } from 'typeorm';
import { type Health, METRICS_POOL } from '#libs/service-kit';
import { InboxTransport } from './inbox-transport.ts';
import type { InboxOptions } from './inbox-options.ts';

/** Without it Nest logs every fault, message and all, and hands on a bare "Internal server error". */
@Catch()
class HandOnFaults implements RpcExceptionFilter {
  catch(fault: unknown, _host: ArgumentsHost): Observable<never> {
    return throwError(() => fault);
  }
}

/**
 * Lets the app's `@EventPattern` handlers of one consumer group take events, from when the app listens until it closes.
 * Call it in `serve({ configure })`; needs `databaseModule` and `inboxMigration`. May be called once per group.
 *
 * The app's own guards, pipes and filters are for HTTP and do not apply. Readiness is red while events wait for the
 * database, but not while brokers are away: what the app does over HTTP goes on then. Liveness is red when the consumer
 * keeps crashing.
 */
export function connectInbox(app: NestFastifyApplication, health: Health, options: InboxOptions): void {
  const transport = new InboxTransport(app.get(DataSource), app.get<Pool>(METRICS_POOL), options);
  const microservice = app.connectMicroservice<MicroserviceOptions>(
    { strategy: transport },
    { inheritAppConfig: false, deferInitialization: true },
  ) as NestMicroservice;
  microservice.useGlobalFilters(new HandOnFaults());
  // The app calls the hooks of its modules; a second call would start everything twice.
  microservice.setIsInitHookCalled(true);
  const name = `inbox ${options.group}`;
  health.readiness.add({ name, check: () => refuseWhen(transport.isWaiting) });
  health.liveness.add({ name, check: () => refuseWhen(transport.isCrashing) });
  const fastify: FastifyInstance = app.getHttpAdapter().getInstance();
  fastify.addHook('onListen', async () => void (await microservice.listen()));
}

const refuseWhen = (isWrong: boolean): Promise<void> =>
  isWrong ? Promise.reject(new Error('The inbox cannot do its work.')) : Promise.resolve();
