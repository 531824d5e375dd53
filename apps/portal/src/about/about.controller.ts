import { Controller, Get, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { PortalConfig } from '../portal.config.ts';
import { type Answer, Everybody, inBoth, visitOf } from '../web/index.ts';
import { accessibilityView } from './accessibility.page.tsx';
import { simpleView } from './simple.page.tsx';

/** What this portal is, for whoever comes here. */
@Everybody()
@Controller()
export class AboutController {
  constructor(private readonly config: PortalConfig) {}

  @Get(inBoth('simple'))
  simple(@Req() request: FastifyRequest): Answer {
    return simpleView(visitOf(request));
  }

  @Get(inBoth('accessibility'))
  accessibility(@Req() request: FastifyRequest): Answer {
    return accessibilityView(visitOf(request), this.config.accessibilityContact);
  }
}
