import { Controller, Get, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Exchange } from '../exchange/index.ts';
import { PortalConfig } from '../portal.config.ts';
import { type Answer, inBoth, SignedIn, signedIn } from '../web/index.ts';
import { policyView } from './policy.page.tsx';

/** What can be fetched at all, by what law: to be read, and changed nowhere here. */
@SignedIn()
@Controller()
export class PolicyController {
  constructor(
    private readonly exchange: Exchange,
    private readonly config: PortalConfig,
  ) {}

  @Get(inBoth('ops/policy'))
  async show(@Req() request: FastifyRequest): Promise<Answer> {
    const { evidenceTypes } = await this.exchange.gateway().call('GET /v1/evidence-types');
    const [gateway = ''] = this.config.services.gateway;
    return policyView(signedIn(request), evidenceTypes, `${gateway}/v1/evidence-types`);
  }
}
