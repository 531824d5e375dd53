import { Body, Controller, Get, Post, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { type AccessClaims, scopes } from '#libs/contracts';
import { Caller, Refuses, Scopes, UuidParam } from '#libs/service-kit';
import { offerRefusals } from '../consents/index.ts';
import { Quotas } from '../limits/index.ts';
import { standingRefusals } from '../policy/index.ts';
import { OpenRequestDto, RequestStateDto } from './request.dto.ts';
import { RequestUnknown } from './request.errors.ts';
import { RequestsService } from './requests.service.ts';

@ApiTags('requests')
@Scopes(scopes.lookup)
@Refuses(...standingRefusals)
@Controller('v1/requests')
export class RequestController {
  constructor(
    private readonly requests: RequestsService,
    private readonly quotas: Quotas,
  ) {}

  @Post()
  @Refuses(
    ...offerRefusals,
    'notice-mismatch',
    'recipient-key-missing',
    'person-asked-too-often',
    'quota-exceeded',
  )
  @ApiOperation({
    summary: 'Ask a person to let you have evidence',
    description:
      'The person sees each evidence type with what would be fetched, from where and on what ground, and decides on each. You learn nothing before something is used, not even whether the person is known.',
  })
  @ApiCreatedResponse({ type: RequestStateDto })
  async open(
    @Body() request: OpenRequestDto,
    @Caller() caller: AccessClaims,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RequestStateDto> {
    const quota = this.quotas.of(caller.clientId, 'idnr');
    try {
      return await this.requests.open(request, caller, quota);
    } finally {
      reply.headers(quota.headers(Date.now()));
    }
  }

  @Get(':id')
  @Refuses('request-unknown')
  @ApiParam({ name: 'id', example: '0199f3c2-7b1e-7cc4-9d5e-0a1b2c3d4e5f' })
  @ApiOperation({
    summary: 'What became of a request',
    description:
      'Open, expired, declined, or used; what was used comes as a release for your encryption key.',
  })
  @ApiOkResponse({ type: RequestStateDto })
  state(
    @UuidParam('id', RequestUnknown) request: string,
    @Caller() caller: AccessClaims,
  ): Promise<RequestStateDto> {
    return this.requests.state(request, caller);
  }
}
