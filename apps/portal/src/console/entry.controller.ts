import { Controller, Get, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { type Answer, Everybody, inBoth, SeeOther, visitOf } from '../web/index.ts';
import { strangerView } from './entry.page.tsx';

/** Where operators come in: who has signed in is led to the streams. */
@Everybody()
@Controller()
export class EntryController {
  @Get()
  byLanguage(@Req() request: FastifyRequest): Answer {
    return new SeeOther(`/${visitOf(request).language}`);
  }

  @Get(inBoth())
  enter(@Req() request: FastifyRequest): Answer {
    const visit = visitOf(request);
    if (visit.open?.session.person === undefined) return strangerView(visit);
    return new SeeOther(`/${visit.language}/ops`);
  }
}
