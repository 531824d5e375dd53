import { Controller, Get, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Exchange } from '../exchange/index.ts';
import { type Answer, inBoth, SignedIn, signedIn } from '../web/index.ts';
import { trailView } from './trail.page.tsx';

/** Who asked about the person, and what they were told. */
@SignedIn()
@Controller()
export class TrailController {
  constructor(private readonly exchange: Exchange) {}

  @Get(inBoth('trail'))
  async list(@Req() request: FastifyRequest): Promise<Answer> {
    const visit = signedIn(request);
    const list = await this.exchange
      .gateway(visit.open)
      .call('GET /v1/me/disclosures', { query: { limit: 20 } });
    return trailView(visit, list);
  }
}
