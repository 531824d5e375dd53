import { Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiBody, ApiExtraModels, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type AccessClaims, scopes } from '#libs/contracts';
import {
  Caller,
  DecidesStanding,
  Proof,
  Refuses,
  RefusesIdempotencyKey,
  Scopes,
  TokenInvalid,
  type UnspentProof,
} from '#libs/service-kit';
import { DescribedBody } from '../described-body.request.ts';
import { Quotas } from '../limits/index.ts';
import { readSubject } from '../subjects/index.ts';
import { standingRefusals } from '../policy/index.ts';
import { LookupAnswerDto, ProvenanceDto } from './lookup-answer.dto.ts';
import { LookupRequestDto } from './lookup-request.dto.ts';
import { lookupExamples } from './lookup-examples.ts';
import { consentRefusals } from './lookup.errors.ts';
import { LookupService } from './lookup.service.ts';

@ApiTags('lookups')
@ApiExtraModels(ProvenanceDto)
@Controller('v1/lookups')
export class LookupController {
  private readonly bodies = new DescribedBody(LookupRequestDto);

  constructor(
    private readonly lookups: LookupService,
    private readonly quotas: Quotas,
  ) {}

  @Post()
  @Refuses(
    ...standingRefusals,
    'evidence-type-unknown',
    'purpose-unknown',
    'subject-kind-unsuitable',
    'birth-date-missing',
    'field-unknown',
    'field-not-granted',
    'subject-kind-not-granted',
    'grant-missing',
    'preview-required',
    ...consentRefusals,
    'register-unavailable',
    'quota-exceeded',
    'idempotency-key-refused',
  )
  @HttpCode(200)
  @Scopes(scopes.lookup)
  @DecidesStanding()
  @RefusesIdempotencyKey()
  @ApiOperation({
    summary: 'Ask a register for evidence',
    description:
      'Decides on the grant and, where needed, the consent; records the decision; asks the register for exactly the permitted fields; records the outcome; answers. Every decision, permit or denial, is visible to the person concerned.',
  })
  @ApiBody({ type: LookupRequestDto, examples: lookupExamples })
  @ApiOkResponse({ type: LookupAnswerDto })
  async lookUp(
    @Req() { body, id: traceId }: FastifyRequest,
    @Caller() caller: AccessClaims,
    @Proof() proof: UnspentProof | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<LookupAnswerDto> {
    const request = this.bodies.read(body);
    const subject = readSubject(request.subject);
    const quota = this.quotas.of(caller.clientId, subject.kind);
    try {
      // Before the proof is spent; whoever shows somebody's request once more uses up nothing of theirs.
      quota.take(Date.now());
      const asked = this.lookups.lookUp({ request, subject, proof }, caller, traceId);
      const answer = await asked.catch((error: unknown) => {
        if (error instanceof TokenInvalid) quota.giveBack(Date.now());
        throw error;
      });
      if (answer.status === 'NO_EVIDENCE') quota.guessed(Date.now());
      return answer;
    } finally {
      reply.headers(quota.headers(Date.now()));
    }
  }
}
