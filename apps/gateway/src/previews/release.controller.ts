import { Controller, Get, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiExtraModels, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type AccessClaims, scopes } from '#libs/contracts';
import { Caller, Refuses, Scopes, type Submission, Submitted } from '#libs/service-kit';
import { DescribedBody } from '../described-body.request.ts';
import type { Quota } from '../limits/index.ts';
import { consentRefusals, ProvenanceDto } from '../lookups/index.ts';
import { UuidPageQueryDto } from '../page-query.dto.ts';
import { standingRefusals } from '../policy/index.ts';
import { PendingReleasesDto, ReleaseAnswerDto } from './preview-answer.dto.ts';
import { TakeReleaseDto } from './preview-request.dto.ts';
import { IdempotencyKeyMissing } from './preview.errors.ts';
import { ReleasesService } from './releases.service.ts';

@ApiTags('releases')
@ApiExtraModels(ProvenanceDto)
@Scopes(scopes.lookup)
@Refuses(...standingRefusals)
@Controller('v1/releases')
export class ReleaseController {
  private readonly bodies = new DescribedBody(TakeReleaseDto);

  constructor(private readonly releases: ReleasesService) {}

  @Get()
  @ApiOperation({
    summary: 'What was released to my authority and waits',
    description: 'Newest first. Each holds a JWE for your encryption key; decrypted, it names the release.',
  })
  @ApiOkResponse({ type: PendingReleasesDto })
  pending(@Query() query: UuidPageQueryDto, @Caller() caller: AccessClaims): Promise<PendingReleasesDto> {
    return this.releases.pending(query, caller);
  }

  @Post()
  @Refuses(
    'idempotency-key-missing',
    'release-unknown',
    'release-expired',
    'release-taken',
    'release-changed',
    'quota-exceeded',
    'evidence-type-unknown',
    'purpose-unknown',
    'field-not-granted',
    'subject-kind-not-granted',
    'grant-missing',
    ...consentRefusals,
    'register-unavailable',
  )
  @HttpCode(200)
  @ApiHeader({
    name: 'Idempotency-Key',
    required: true,
    description: 'Under the same key the release is answered again for ten minutes, decided and read anew',
  })
  @ApiOperation({
    summary: 'Take what a citizen released',
    description:
      'Decided like a lookup, and read from the register now; handed over where the register answers what the citizen saw. One use of the choice, however often it is tried.',
  })
  @ApiBody({ type: TakeReleaseDto })
  @ApiOkResponse({ type: ReleaseAnswerDto })
  async take(
    @Req() { body, id: traceId }: FastifyRequest,
    @Submitted() { idempotencyKey }: Submission,
    @Caller() caller: AccessClaims,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReleaseAnswerDto> {
    const { releaseId } = this.bodies.read(body);
    if (idempotencyKey === undefined) throw new IdempotencyKeyMissing();
    const quotas: Quota[] = [];
    try {
      return await this.releases.take(releaseId, idempotencyKey, caller, traceId, (quota) =>
        quotas.push(quota),
      );
    } finally {
      for (const quota of quotas) reply.headers(quota.headers(Date.now()));
    }
  }
}
