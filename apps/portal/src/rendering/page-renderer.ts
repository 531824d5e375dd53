import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Problem } from '#libs/contracts';
import { HttpConfig } from '#libs/service-kit';
import { Assets } from '../assets/index.ts';
import { documentOf } from '../layout/document.tsx';
import { problemView } from '../layout/problem.page.tsx';
import { PortalConfig } from '../portal.config.ts';
import { languageOf, pathOf, type View, type Visit } from '../web/index.ts';
import { pageHeaders } from './page-headers.ts';

interface Sent {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Puts what a controller answers into the layout of this portal. */
@Injectable()
export class PageRenderer {
  constructor(
    private readonly assets: Assets,
    private readonly config: PortalConfig,
    private readonly http: HttpConfig,
  ) {}

  page(view: View, visit: Visit): Sent {
    const { visitors, siteLabel, services } = this.config;
    const resources = { operator: services.operator[0]!, gateway: services.gateway[0]! };
    const body = documentOf(view, visit, { assets: this.assets, visitors, siteLabel, resources });
    const onwards = view.goesOnAt === undefined ? {} : { refresh: `0; url=${view.goesOnAt}` };
    return { headers: { ...pageHeaders(this.http.publicUrl.startsWith('https:')), ...onwards }, body };
  }

  /** A refusal as a person sees it: what failed, that nothing is lost, and how to go on. */
  problem(problem: Problem, request: FastifyRequest): Sent {
    const visit = request.visit ?? { language: languageOf(request), path: pathOf(request.url) };
    return this.page(problemView(problem, visit), visit);
  }
}
