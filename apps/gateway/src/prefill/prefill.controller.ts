import { Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiBody, ApiExtraModels, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type AccessClaims, scopes } from '#libs/contracts';
import { Caller, LeastAcr, Refuses, RefusesIdempotencyKey, Scopes } from '#libs/service-kit';
import { DescribedBody } from '../described-body.request.ts';
import { headersOfAll, Quotas, takeOfAll } from '../limits/index.ts';
import { ProvenanceDto } from '../lookups/index.ts';
import { PrefillDto } from './prefill-answer.dto.ts';
import { PrefillRequestDto } from './prefill-request.dto.ts';
import { askings } from './prefill.rules.ts';
import { PrefillService } from './prefill.service.ts';

@ApiTags('previews')
@ApiExtraModels(ProvenanceDto)
@Scopes(scopes.citizen)
@Controller('v1/prefill')
export class PrefillController {
  private readonly bodies = new DescribedBody(PrefillRequestDto);

  constructor(
    private readonly prefill: PrefillService,
    private readonly quotas: Quotas,
  ) {}

  // The purpose demands the level.
  @Post()
  @LeastAcr('any')
  @Refuses(
    'form-unknown',
    'form-version-changed',
    'assurance-too-low',
    'recipient-key-missing',
    'quota-exceeded',
    'representation-refused',
    'representation-joint',
    'subject-foreign',
    'register-unavailable',
    'idempotency-key-refused',
  )
  @RefusesIdempotencyKey()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Fill a form with what registers say',
    description:
      'Makes the choices of which the texts were shown, one record each, asks all registers at once, and says of each field what is known. You alone see it: use or decline the preview of each source then, within 15 minutes. Each source that is asked counts. Sent again, it takes the same choices.',
  })
  @ApiBody({ type: PrefillRequestDto })
  @ApiOkResponse({ type: PrefillDto })
  async fill(
    @Req() { body, id: traceId }: FastifyRequest,
    @Caller() citizen: AccessClaims,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PrefillDto> {
    const request = this.bodies.read(body);
    const form = await this.prefill.formOf(request);
    const asking = askings(form, request);
    const quotas = new Map(
      asking.map(({ source, subject }) => [
        source.evidenceType,
        this.quotas.ofPerson(citizen.sub, subject.kind),
      ]),
    );
    const all = [...quotas.values()];
    try {
      takeOfAll(all, Date.now());
      const answer = await this.prefill.fill(form, asking, request.caseReference, {
        citizen,
        traceId,
        actingFor: request.actingFor,
      });
      for (const { evidenceType, status } of answer.sources)
        if (status === 'NO_EVIDENCE') quotas.get(evidenceType)!.guessed(Date.now());
      return answer;
    } finally {
      if (all.length > 0) reply.headers(headersOfAll(all, Date.now()));
    }
  }
}
