import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { DataSource } from 'typeorm';
import { addFormParser, databaseCheck, serve, StartRefused } from '#libs/service-kit';
import { addAssets, Assets } from './assets/index.ts';
import { calledFor, type PortalSettings } from './portal.config.ts';
import { PortalModule } from './portal.module.ts';
import { portalService } from './service-description.ts';
import { PageRenderer } from './rendering/index.ts';
import { addHostCheck } from './web/index.ts';

export async function startPortal(settings: PortalSettings): Promise<NestFastifyApplication> {
  const { http, log, tracing } = settings;
  const { visitors, services } = settings.portal;
  const missing = calledFor[visitors].find((name) => services[name].length === 0);
  if (missing !== undefined)
    throw new StartRefused(`SERVICES has no "${missing}", which the pages of ${visitors} call; add it.`);
  let renderer: PageRenderer | undefined;
  return serve({
    ...portalService,
    module: PortalModule.for(settings),
    http,
    log,
    tracing,
    showProblem: (problem, request) => renderer?.problem(problem, request),
    configure: (app, readiness) => {
      const fastify: FastifyInstance = app.getHttpAdapter().getInstance();
      renderer = app.get(PageRenderer);
      addHostCheck(fastify, http.publicUrl);
      addFormParser(fastify);
      addAssets(fastify, app.get(Assets));
      readiness.add(databaseCheck(app.get(DataSource)));
    },
  });
}
