import { Controller, Get, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { FORM, Takes } from '#libs/service-kit';
import { Problem } from '#libs/client';
import { Exchange } from '../exchange/index.ts';
import { PortalConfig } from '../portal.config.ts';
import { type Answer, inBoth, SeeOther, SignedIn, signedIn } from '../web/index.ts';
import { askedView } from './asked.page.tsx';
import { callbacksView } from './callbacks.page.tsx';
import { developerView } from './developer.page.tsx';
import { problemsView } from './problems.page.tsx';
import { exampleOf } from './request.rules.ts';
import { tryView } from './try.page.tsx';

/** The gateway gives up on an address after ten seconds, and says so. */
const PING_MS = 15_000;

/** What an authority's systems may ask, what became of it, and where they are told: the calls that their own tokens can make. */
@SignedIn()
@Controller()
export class DeveloperController {
  constructor(
    private readonly exchange: Exchange,
    private readonly config: PortalConfig,
  ) {}

  @Get(inBoth('dev'))
  async overview(@Req() request: FastifyRequest): Promise<Answer> {
    const visit = signedIn(request);
    const gateway = this.exchange.gateway(visit.open);
    const [mine, { systems }] = await Promise.all([
      gateway.call('GET /v1/grants/mine'),
      gateway.call('GET /v1/systems'),
    ]);
    return developerView(visit, mine, systems);
  }

  @Get(inBoth('dev/try/:grant'))
  async tryOut(@Req() request: FastifyRequest): Promise<Answer> {
    const { grant: id } = request.params as { readonly grant: string };
    const visit = signedIn(request);
    const gateway = this.exchange.gateway(visit.open);
    const [{ grants }, { systems }] = await Promise.all([
      gateway.call('GET /v1/grants/mine'),
      gateway.call('GET /v1/systems'),
    ]);
    const grant = grants.find((each) => each.id === id);
    if (grant === undefined) return new SeeOther(`/${visit.language}/dev`);
    const { exampleSubject, tokenCommand, services } = this.config;
    const [url = ''] = services.gateway;
    const system = systems.find(({ active }) => active)?.id ?? '';
    return tryView(visit, { grant, url, tokenCommand, system, example: exampleOf(grant, exampleSubject) });
  }

  @Get(inBoth('dev/asked'))
  async asked(@Req() request: FastifyRequest): Promise<Answer> {
    const visit = signedIn(request);
    const { asked } = await this.exchange.gateway(visit.open).call('GET /v1/asked');
    return askedView(visit, asked);
  }

  @Get(inBoth('dev/callbacks'))
  async callbacks(@Req() request: FastifyRequest): Promise<Answer> {
    const visit = signedIn(request);
    return callbacksView(visit, await this.exchange.gateway(visit.open).call('GET /v1/callbacks'));
  }

  /** What came of the ping stands on the page that answers: it is kept nowhere, and a reload sends another one. */
  @Takes(FORM)
  @Post(inBoth('dev/callbacks'))
  async ping(@Req() request: FastifyRequest): Promise<Answer> {
    const visit = signedIn(request);
    const gateway = this.exchange.gateway(visit.open);
    const { callback: id = '' } = request.body as { readonly callback?: string };
    const { callbacks } = await gateway.call('GET /v1/callbacks');
    if (!callbacks.some((each) => each.id === id)) return callbacksView(visit, { callbacks });
    try {
      const ping = await gateway.call('POST /v1/callbacks/{id}/ping', { path: { id }, timeoutMs: PING_MS });
      return callbacksView(visit, { callbacks }, ping);
    } catch (error) {
      if (error instanceof Problem && error.is('quota-exceeded'))
        return callbacksView(visit, { callbacks }, 'too-soon');
      throw error;
    }
  }

  @Get(inBoth('dev/problems'))
  problems(@Req() request: FastifyRequest): Answer {
    const [url = ''] = this.config.services.gateway;
    return problemsView(signedIn(request), url);
  }
}
