import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type AccessClaims, scopes } from '#libs/contracts';
import { Caller, Refuses, Scopes, UuidParam } from '#libs/service-kit';
import { standingRefusals } from '../policy/index.ts';
import { SubscriptionUnknown } from './following.errors.ts';
import { FeedDto, FeedQueryDto } from './feed.dto.ts';
import { FeedService } from './feed.service.ts';

@ApiTags('subscriptions')
@Scopes(scopes.lookup)
@Refuses(...standingRefusals)
@Controller('v1/feeds')
export class FeedController {
  constructor(private readonly feeds: FeedService) {}

  @Get(':id')
  @Refuses(
    'subscription-unknown',
    'subscription-ended',
    'subscription-not-granted',
    'cursor-invalid',
    'cursor-expired',
    'register-unavailable',
  )
  @ApiParam({ name: 'id', example: '0199f3c2-7b1e-7cc4-9d5e-0a1b2c3d4e5f' })
  @ApiOperation({
    summary: 'What happened since?',
    description:
      'Events of one of my subscriptions after a cursor, each judged by the rights, locks and consents of this very moment, and recorded as a disclosure. May be read again from any cursor that the feed still reaches back to. When a register does not answer, events decided before it are delivered, or else 503: the same cursor may be used again.',
  })
  @ApiOkResponse({ type: FeedDto })
  async read(
    @UuidParam('id', SubscriptionUnknown) id: string,
    @Query() query: FeedQueryDto,
    @Caller() caller: AccessClaims,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<FeedDto> {
    const gone = new AbortController();
    reply.raw.once('close', () => gone.abort());
    return this.feeds.read(id, query, caller, { traceId: request.id, signal: gone.signal });
  }
}
