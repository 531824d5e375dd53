import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { type AccessClaims, scopes } from '#libs/contracts';
import { Caller, LeastAcr, Refuses, Scopes, UuidParam } from '#libs/service-kit';
import { UuidPageQueryDto } from '../page-query.dto.ts';
import { AskedDto, AskedListDto, DeclineRequestDto } from './request.dto.ts';
import { RequestUnknown } from './request.errors.ts';
import { RequestsService } from './requests.service.ts';

const requestId = { name: 'id', example: '0199f3c2-7b1e-7cc4-9d5e-0a1b2c3d4e5f' };
const id = () => UuidParam('id', RequestUnknown);

@ApiTags('requests')
@Scopes(scopes.citizen)
@Controller('v1/me/requests')
export class MyRequestController {
  constructor(private readonly requests: RequestsService) {}

  @Get()
  @LeastAcr('substantial')
  @Refuses('assurance-too-low')
  @ApiOperation({ summary: 'What authorities ask me to let them have, newest first' })
  @ApiOkResponse({ type: AskedListDto })
  mine(@Query() query: UuidPageQueryDto, @Caller() citizen: AccessClaims): Promise<AskedListDto> {
    return this.requests.mine(query, citizen);
  }

  @Get(':id')
  @LeastAcr('substantial')
  @Refuses('request-unknown', 'assurance-too-low')
  @ApiParam(requestId)
  @ApiOperation({ summary: 'One of these' })
  @ApiOkResponse({ type: AskedDto })
  one(@id() request: string, @Caller() citizen: AccessClaims): Promise<AskedDto> {
    return this.requests.one(request, citizen);
  }

  @Post(':id/decline')
  @LeastAcr('any')
  @Refuses('request-unknown', 'request-expired', 'request-decided')
  @HttpCode(200)
  @ApiParam(requestId)
  @ApiOperation({
    summary: 'Let them have nothing of it, or not this',
    description: 'Without looking at it. Who has looked declines the preview.',
  })
  @ApiOkResponse({ type: AskedDto })
  decline(
    @id() request: string,
    @Body() { evidenceType }: DeclineRequestDto,
    @Caller() citizen: AccessClaims,
  ): Promise<AskedDto> {
    return this.requests.decline(request, evidenceType, citizen);
  }
}
