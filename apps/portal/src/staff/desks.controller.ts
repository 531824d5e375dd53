import { Controller, Get, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { type Answer, Everybody, inBoth, SeeOther, visitOf } from '../web/index.ts';
import { desksView } from './desks.page.tsx';

/** Where a member of staff works; each desk has a login of its own. */
@Everybody()
@Controller()
export class DesksController {
  @Get()
  byLanguage(@Req() request: FastifyRequest): Answer {
    return new SeeOther(`/${visitOf(request).language}`);
  }

  @Get(inBoth())
  desks(@Req() request: FastifyRequest): Answer {
    return desksView(visitOf(request));
  }
}
