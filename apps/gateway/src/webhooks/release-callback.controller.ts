import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type AccessClaims, scopes } from '#libs/contracts';
import { Caller, Refuses, Scopes } from '#libs/service-kit';
import { standingRefusals } from '../policy/index.ts';
import { ReleaseCallbackDto, ReleaseCallbackRequestDto } from './release-callback.dto.ts';
import { ReleaseCallbacks } from './release-callbacks.service.ts';

@ApiTags('webhooks')
@Scopes(scopes.lookup)
@Refuses(...standingRefusals)
@Controller('v1/release-callback')
export class ReleaseCallbackController {
  constructor(private readonly callbacks: ReleaseCallbacks) {}

  @Put()
  @Refuses('callback-unknown')
  @ApiOperation({
    summary: 'Tell this callback of my authority what becomes of its requests, and of releases',
    description:
      'From now on: `evidence-request.changed.v1` with what `GET /v1/requests/{id}` would answer, and `release.ready.v1` for a release of no request. Polling goes on as before. Without a callback none is told any more; what waits already is still sent.',
  })
  @ApiOkResponse({ type: ReleaseCallbackDto })
  name(
    @Body() { callback }: ReleaseCallbackRequestDto,
    @Caller() caller: AccessClaims,
  ): Promise<ReleaseCallbackDto> {
    return this.callbacks.name(callback, caller);
  }

  @Get()
  @ApiOperation({ summary: 'Which callback is told?' })
  @ApiOkResponse({ type: ReleaseCallbackDto })
  mine(@Caller() caller: AccessClaims): Promise<ReleaseCallbackDto> {
    return this.callbacks.mine(caller);
  }
}
