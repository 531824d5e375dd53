import { Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiBody, ApiExtraModels, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type AccessClaims, scopes } from '#libs/contracts';
import { Caller, LeastAcr, Refuses, RefusesIdempotencyKey, Scopes, UuidParam } from '#libs/service-kit';
import { DescribedBody } from '../described-body.request.ts';
import { headersOfAll, Quotas, takeOfAll } from '../limits/index.ts';
import { ProvenanceDto } from '../lookups/index.ts';
import { DeclinedPreviewDto, PreviewListDto, UsedPreviewDto } from './preview-answer.dto.ts';
import { PreviewRequestDto, UsePreviewDto } from './preview-request.dto.ts';
import { readItems } from './preview-subjects.rules.ts';
import { PreviewUnknown } from './preview.errors.ts';
import { PreviewsService } from './previews.service.ts';

const previewId = { name: 'id', example: '0199f3c2-7b1e-7cc4-9d5e-0a1b2c3d4e5f' };

@ApiTags('previews')
@ApiExtraModels(ProvenanceDto)
@Scopes(scopes.citizen)
@Controller('v1/previews')
export class PreviewController {
  private readonly asked = new DescribedBody(PreviewRequestDto);
  private readonly using = new DescribedBody(UsePreviewDto);

  constructor(
    private readonly previews: PreviewsService,
    private readonly quotas: Quotas,
  ) {}

  // The purpose demands the level.
  @Post()
  @LeastAcr('any')
  @Refuses(
    'assurance-too-low',
    'recipient-key-missing',
    'quota-exceeded',
    'representation-refused',
    'representation-joint',
    'subject-foreign',
    'register-unavailable',
    'idempotency-key-refused',
    'request-unknown',
    'request-expired',
    'request-decided',
  )
  @RefusesIdempotencyKey()
  @HttpCode(200)
  @ApiOperation({
    summary: 'See what an authority would get',
    description:
      'Asks all registers at once and shows what they answer to you alone; the authority learns nothing. Each item is decided, recorded and answered by itself. It is no use of the choice. Each item counts. Then use or decline each, within 15 minutes.',
  })
  @ApiBody({ type: PreviewRequestDto })
  @ApiOkResponse({ type: PreviewListDto })
  async preview(
    @Req() { body, id: traceId }: FastifyRequest,
    @Caller() citizen: AccessClaims,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PreviewListDto> {
    const request = this.asked.read(body);
    const items = readItems(request);
    const quotas = items.map(({ subject }) => this.quotas.ofPerson(citizen.sub, subject.kind));
    try {
      takeOfAll(quotas, Date.now());
      const answer = await this.previews.preview(request, items, citizen, traceId);
      for (const [index, { status }] of answer.previews.entries())
        if (status === 'NO_EVIDENCE') quotas[index]!.guessed(Date.now());
      return answer;
    } finally {
      reply.headers(headersOfAll(quotas, Date.now()));
    }
  }

  @Post(':id/use')
  @LeastAcr('any')
  @Refuses(
    'preview-unknown',
    'preview-expired',
    'preview-decided',
    'preview-key-wrong',
    'nothing-to-use',
    'recipient-key-missing',
    'assurance-too-low',
    'representation-refused',
    'representation-joint',
    'quota-exceeded',
    'register-unavailable',
  )
  @HttpCode(200)
  @ApiParam(previewId)
  @ApiOperation({
    summary: 'Let the authority have it',
    description:
      'Makes a release that the authority alone can open, and take within 30 days while the register answers the same. May be repeated.',
  })
  @ApiBody({ type: UsePreviewDto })
  @ApiOkResponse({ type: UsedPreviewDto })
  use(
    @UuidParam('id', PreviewUnknown) id: string,
    @Req() { body }: FastifyRequest,
    @Caller() citizen: AccessClaims,
  ): Promise<UsedPreviewDto> {
    return this.previews.use(id, this.using.read(body).key, citizen);
  }

  @Post(':id/decline')
  @LeastAcr('any')
  @Refuses('preview-unknown', 'preview-expired', 'preview-decided')
  @HttpCode(200)
  @ApiParam(previewId)
  @ApiOperation({
    summary: 'Do not let the authority have it',
    description: 'Nothing stays but the record that it was shown and declined. May be repeated.',
  })
  @ApiOkResponse({ type: DeclinedPreviewDto })
  decline(
    @UuidParam('id', PreviewUnknown) id: string,
    @Caller() citizen: AccessClaims,
  ): Promise<DeclinedPreviewDto> {
    return this.previews.decline(id, citizen);
  }
}
