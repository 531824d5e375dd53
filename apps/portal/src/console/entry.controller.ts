import { Controller, Get, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Exchange } from '../exchange/index.ts';
import { type Answer, Everybody, inBoth, SeeOther, startPath, visitOf } from '../web/index.ts';
import { strangerView } from './entry.page.tsx';

/** Where operators and developers come in: who has signed in is led to what they work on. */
@Everybody()
@Controller()
export class EntryController {
  constructor(private readonly exchange: Exchange) {}

  @Get()
  byLanguage(@Req() request: FastifyRequest): Answer {
    return new SeeOther(startPath(visitOf(request)));
  }

  @Get(inBoth())
  async enter(@Req() request: FastifyRequest): Promise<Answer> {
    const visit = visitOf(request);
    if (visit.open?.session.person === undefined) return strangerView(visit);
    const { open } = visit;
    // Of both: what was asked for is in the menu.
    const [isOperator] = await Promise.all(
      (['operator', 'gateway'] as const).map((name) => this.exchange.hasRoleAt(open, name)),
    );
    return new SeeOther(`/${visit.language}/${isOperator ? 'ops' : 'dev'}`);
  }
}
