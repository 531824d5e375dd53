import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type AccessClaims, scopes } from '#libs/contracts';
import { Caller, LeastAcr, Refuses, RefusesIdempotencyKey, Scopes, UuidParam } from '#libs/service-kit';
import { DisclosureUnknown } from '../disclosures/index.ts';
import type { Quota } from '../limits/index.ts';
import { ProvenanceDto } from '../lookups/index.ts';
import { ContentDto, OwnDataRequestDto } from './content.dto.ts';
import { ContentsService } from './contents.service.ts';

@ApiTags('disclosures')
@ApiExtraModels(ProvenanceDto)
@Scopes(scopes.citizen)
@Controller('v1/me')
export class ContentController {
  constructor(private readonly contents: ContentsService) {}

  @Post('disclosures/:id/content')
  @LeastAcr('high')
  @Refuses(
    'disclosure-unknown',
    'disclosure-empty',
    'quota-exceeded',
    'assurance-too-low',
    'register-unavailable',
    'idempotency-key-refused',
  )
  @RefusesIdempotencyKey()
  @HttpCode(200)
  @ApiParam({ name: 'id', example: '0199f3c2-7b1e-7cc4-9d5e-0a1b2c3d4e5f' })
  @ApiOperation({
    summary: 'What was disclosed then',
    description:
      'Read from the history of the register as it was recorded then, under the locks and seals of today. Decided and recorded as an entry of its own, and kept nowhere. NO_EVIDENCE: the register has nothing to show, today. It does not say why: a lock, a record that nobody keeps now, or one that was not about you alone.',
  })
  @ApiOkResponse({ type: ContentDto })
  content(
    @UuidParam('id', DisclosureUnknown) id: string,
    @Caller() citizen: AccessClaims,
    @Req() { id: traceId }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ContentDto> {
    return withHeaders(reply, (counted) => this.contents.content(id, citizen, traceId, counted));
  }

  @Post('data')
  @LeastAcr('high')
  @Refuses(
    'subject-foreign',
    'subject-kind-unsuitable',
    'quota-exceeded',
    'assurance-too-low',
    'register-unavailable',
    'idempotency-key-refused',
  )
  @RefusesIdempotencyKey()
  @HttpCode(200)
  @ApiOperation({
    summary: 'What a register keeps about me',
    description:
      'All fields that authorities could ask for. Decided and recorded as an entry of its own, and kept nowhere.',
  })
  @ApiOkResponse({ type: ContentDto })
  ownData(
    @Body() request: OwnDataRequestDto,
    @Caller() citizen: AccessClaims,
    @Req() { id: traceId }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ContentDto> {
    return withHeaders(reply, (counted) => this.contents.ownData(request, citizen, traceId, counted));
  }
}

/** What was taken of a quota stands in the headers, whatever comes of the question. */
async function withHeaders<T>(
  reply: FastifyReply,
  ask: (counted: (quota: Quota) => void) => Promise<T>,
): Promise<T> {
  const taken: Quota[] = [];
  try {
    return await ask((quota) => taken.push(quota));
  } finally {
    for (const quota of taken) reply.headers(quota.headers(Date.now()));
  }
}
