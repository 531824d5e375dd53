import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { type AccessClaims, scopes } from '#libs/contracts';
import { Caller, NameParam, Refuses, RefusesIdempotencyKey, Scopes } from '#libs/service-kit';
import { CallbackUnknown } from '../policy/index.ts';
import { CallbackDto, CallbackListDto, NewSecretDto, NewSecretRequestDto } from './callback.dto.ts';
import { CallbackService } from './callback.service.ts';

/** As the policy names callbacks. */
const id = () => NameParam('id', /^[a-z][a-z0-9-]{0,63}$/, CallbackUnknown);
const callbackId = { name: 'id', example: 'hannover-parking' };

@ApiTags('webhooks')
@Scopes(scopes.lookup)
@Controller('v1/callbacks')
export class CallbackController {
  constructor(private readonly callbacks: CallbackService) {}

  @Get()
  @ApiOperation({
    summary: 'My callback addresses',
    description:
      'Addresses that were registered for my authority, and how they are doing. A subscription names one by its id.',
  })
  @ApiOkResponse({ type: CallbackListDto })
  list(@Caller() caller: AccessClaims): Promise<CallbackListDto> {
    return this.callbacks.list(caller);
  }

  @Post(':id/secrets')
  @RefusesIdempotencyKey()
  @Refuses('callback-unknown', 'idempotency-key-refused')
  @ApiParam(callbackId)
  @ApiOperation({
    summary: 'Make a new signing secret',
    description:
      'The answer shows it, and nothing ever does again. Earlier secrets go on signing beside it for the overlap, so that the receiver can change over without missing anything. Nothing is sent to a callback before its first secret.',
  })
  @ApiCreatedResponse({ type: NewSecretDto })
  newSecret(
    @id() id: string,
    @Body() { overlapHours }: NewSecretRequestDto,
    @Caller() caller: AccessClaims,
  ): Promise<NewSecretDto> {
    return this.callbacks.newSecret(id, overlapHours, caller);
  }

  @Post(':id/activation')
  @Refuses('callback-unknown')
  @HttpCode(200)
  @ApiParam(callbackId)
  @ApiOperation({
    summary: 'Send again',
    description: 'Ends a pause or disablement. What waited is sent now, in its order. May be repeated.',
  })
  @ApiOkResponse({ type: CallbackDto })
  activate(@id() id: string, @Caller() caller: AccessClaims): Promise<CallbackDto> {
    return this.callbacks.activate(id, caller);
  }
}
