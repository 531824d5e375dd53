import { Controller, Get, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { FORM, Takes } from '#libs/service-kit';
import { Exchange } from '../exchange/index.ts';
import { type Answer, fieldsOf, inBoth, SeeOther, SignedIn, signedIn, UUID } from '../web/index.ts';
import { isDecided } from './asked.service.ts';
import { requestsView } from './requests.page.tsx';

const PAGE = 20;

/** What authorities ask the person to let them have. */
@SignedIn('high')
@Controller()
export class RequestsController {
  constructor(private readonly exchange: Exchange) {}

  @Get(inBoth('requests'))
  async list(@Req() request: FastifyRequest): Promise<Answer> {
    const visit = signedIn(request);
    const after = new URL(request.url, 'http://portal.invalid').searchParams.get('after') ?? '';
    const isLater = UUID.test(after);
    const query = { limit: PAGE, ...(isLater && { after }) };
    const list = await this.exchange.gateway(visit.open).call('GET /v1/me/requests', { query });
    return requestsView(visit, list, isLater);
  }

  /** Where a login leads back that ended before the button was pressed. */
  @Get(inBoth('requests/:asked/decline'))
  back(@Req() request: FastifyRequest): Answer {
    return new SeeOther(`/${signedIn(request).language}/requests`);
  }

  @Takes(FORM)
  @Post(inBoth('requests/:asked/decline'))
  async decline(@Req() request: FastifyRequest): Promise<Answer> {
    const { open, language } = signedIn(request);
    const { asked: id } = request.params as { readonly asked: string };
    const { evidenceType = '' } = fieldsOf(request);
    await this.exchange
      .gateway(open)
      .call('POST /v1/me/requests/{id}/decline', { path: { id }, body: { evidenceType } })
      .catch(isDecided);
    return new SeeOther(`/${language}/requests`);
  }
}
