import { Controller, Get, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { FORM, Takes } from '#libs/service-kit';
import { type Answer, fieldsOf, inBoth, SeeOther, SignedIn } from '../../web/index.ts';
import { Applications } from './applications.service.ts';
import { Evidence } from './evidence.service.ts';
import { removalView } from './removal.page.tsx';

/** A draft may go before its time. */
@SignedIn()
@Controller()
export class RemovalController {
  constructor(
    private readonly applications: Applications,
    private readonly evidence: Evidence,
  ) {}

  @Get(inBoth('applications/:application/remove'))
  ask(@Req() request: FastifyRequest): Promise<Answer> {
    return this.applications.page(request, (visit, open) => removalView(visit, open));
  }

  @Takes(FORM)
  @Post(inBoth('applications/:application/remove'))
  remove(@Req() request: FastifyRequest): Promise<Answer> {
    return this.applications.page(request, async (visit, open) => {
      if (fieldsOf(request)['choices'] === 'end' && !(await this.evidence.endReleased(visit, open)))
        return removalView(visit, open, true);
      await this.applications.remove(visit, open.id);
      return new SeeOther(`/${visit.language}/applications`);
    });
  }
}
