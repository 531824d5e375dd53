import { Controller, Get, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { deskRegisters } from '../portal.config.ts';
import { Exchange } from '../exchange/index.ts';
import { type Answer, Everybody, inBoth, SeeOther, startPath, visitOf } from '../web/index.ts';
import { desksView, strangerView } from './desks.page.tsx';

/** Where a member of staff works. Who signed in is offered the desks of their roles and no other. */
@Everybody()
@Controller()
export class DesksController {
  constructor(private readonly exchange: Exchange) {}

  @Get()
  byLanguage(@Req() request: FastifyRequest): Answer {
    return new SeeOther(startPath(visitOf(request)));
  }

  @Get(inBoth())
  async desks(@Req() request: FastifyRequest): Promise<Answer> {
    const visit = visitOf(request);
    const { open } = visit;
    if (open?.session.person === undefined) return strangerView(visit);
    const services = ['procedures', ...deskRegisters] as const;
    const roles = await Promise.all(services.map((name) => this.exchange.hasRoleAt(open, name)));
    return desksView(
      visit,
      services.filter((_, index) => roles[index]),
    );
  }
}
