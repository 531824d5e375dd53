import { Controller, Get, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Exchange } from '../exchange/index.ts';
import { type Answer, Everybody, inBoth, SeeOther, startPath, visitOf } from '../web/index.ts';
import { serviceView, startView } from './start.page.tsx';

/** What can be applied for here; nobody has to sign in to read it. */
@Everybody()
@Controller()
export class StartController {
  constructor(private readonly exchange: Exchange) {}

  @Get()
  byLanguage(@Req() request: FastifyRequest): Answer {
    return new SeeOther(startPath(visitOf(request)));
  }

  @Get(inBoth())
  async start(@Req() request: FastifyRequest): Promise<Answer> {
    const { forms } = await this.exchange.procedures().call('GET /v1/forms');
    return startView(visitOf(request), forms);
  }

  @Get(inBoth('services/:form'))
  async service(@Req() request: FastifyRequest): Promise<Answer> {
    const { form: id } = request.params as { readonly form: string };
    const form = await this.exchange.procedures().call('GET /v1/forms/{id}', { path: { id } });
    return serviceView(visitOf(request), form);
  }
}
