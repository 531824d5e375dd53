import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { type AccessClaims, scopes } from '#libs/contracts';
import { Caller, Refuses, Scopes, UuidParam } from '#libs/service-kit';
import { offerRefusals } from '../consents/index.ts';
import { standingRefusals } from '../policy/index.ts';
import { OpenRequestDto, RequestStateDto } from './request.dto.ts';
import { RequestUnknown } from './request.errors.ts';
import { RequestsService } from './requests.service.ts';

@ApiTags('requests')
@Scopes(scopes.lookup)
@Refuses(...standingRefusals)
@Controller('v1/requests')
export class RequestController {
  constructor(private readonly requests: RequestsService) {}

  @Post()
  @Refuses(...offerRefusals)
  @ApiOperation({
    summary: 'Ask a person to let you have evidence',
    description:
      'The person sees each evidence type with what would be fetched, from where and on what ground, and decides on each. You learn nothing before something is used, not even whether the person is known.',
  })
  @ApiCreatedResponse({ type: RequestStateDto })
  open(@Body() request: OpenRequestDto, @Caller() caller: AccessClaims): Promise<RequestStateDto> {
    return this.requests.open(request, caller);
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
