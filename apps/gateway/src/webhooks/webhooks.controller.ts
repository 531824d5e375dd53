import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import { type AccessClaims, scopes } from '#libs/contracts';
import {
  Caller,
  NameParam,
  OrScope,
  Refuses,
  RefusesIdempotencyKey,
  Scopes,
  UuidParam,
} from '#libs/service-kit';
import { SubscriptionUnknown } from '../following/index.ts';
import { CallbackUnknown, standingRefusals } from '../policy/index.ts';
import {
  CallbackDto,
  CallbackListDto,
  DeliveryListDto,
  DeliveryQueryDto,
  NewSecretDto,
  NewSecretRequestDto,
  PingDto,
  RedeliveryDto,
  RedeliveryRequestDto,
} from './webhooks.dto.ts';
import { DeliveryUnknown, WebhooksService } from './webhooks.service.ts';

/** As the policy names callbacks. */
const callbackId = () => NameParam('id', /^[a-z][a-z0-9-]{0,63}$/, CallbackUnknown);
const callbackParam = { name: 'id', example: 'hannover-parking' };
const subscriptionId = () => UuidParam('id', SubscriptionUnknown);
const subscriptionParam = { name: 'id', example: '0199f3c2-7b1e-7cc4-9d5e-0a1b2c3d4e5f' };

@ApiTags('webhooks')
@Scopes(scopes.lookup)
@Refuses(...standingRefusals)
@Controller('v1/callbacks')
export class CallbackController {
  constructor(private readonly webhooks: WebhooksService) {}

  @Get()
  @OrScope(scopes.development)
  @ApiOperation({
    summary: 'My callback addresses',
    description:
      'Addresses that were registered for my authority, and how they are doing. A subscription names one by its id.',
  })
  @ApiOkResponse({ type: CallbackListDto })
  async list(@Caller() caller: AccessClaims): Promise<CallbackListDto> {
    return { callbacks: await this.webhooks.callbacks(caller) };
  }

  @Post(':id/secrets')
  @RefusesIdempotencyKey()
  @Refuses('callback-unknown', 'idempotency-key-refused')
  @ApiParam(callbackParam)
  @ApiOperation({
    summary: 'Make a new signing secret',
    description:
      'The answer shows it, and nothing ever does again. Earlier secrets go on signing beside it for the overlap, so that the receiver can change over without missing anything. Nothing is sent to a callback before its first secret.',
  })
  @ApiCreatedResponse({ type: NewSecretDto })
  newSecret(
    @callbackId() id: string,
    @Body() { overlapHours }: NewSecretRequestDto,
    @Caller() caller: AccessClaims,
  ): Promise<NewSecretDto> {
    return this.webhooks.newSecret(id, overlapHours, caller);
  }

  @Post(':id/ping')
  @OrScope(scopes.development)
  @RefusesIdempotencyKey()
  @Refuses('callback-unknown', 'idempotency-key-refused', 'quota-exceeded')
  @HttpCode(200)
  @ApiParam(callbackParam)
  @ApiOperation({
    summary: 'Send a test event',
    description:
      'One signed event `callback.ping.v1` without data, at once and once only; the answer says what came of it. It changes nothing about the callback: a ping that fails pauses nothing, one that arrives activates nothing. Each callback may be pinged once in ten seconds.',
  })
  @ApiOkResponse({ type: PingDto })
  ping(@callbackId() id: string, @Caller() caller: AccessClaims): Promise<PingDto> {
    return this.webhooks.ping(id, caller);
  }

  @Post(':id/activation')
  @Refuses('callback-unknown')
  @HttpCode(200)
  @ApiParam(callbackParam)
  @ApiOperation({
    summary: 'Send again',
    description: 'Ends a pause or disablement. What waited is sent now, in its order. May be repeated.',
  })
  @ApiOkResponse({ type: CallbackDto })
  activate(@callbackId() id: string, @Caller() caller: AccessClaims): Promise<CallbackDto> {
    return this.webhooks.activate(id, caller);
  }
}

@ApiTags('webhooks')
@Scopes(scopes.lookup)
@Refuses(...standingRefusals)
@Controller('v1/subscriptions/:id')
export class DeliveryController {
  constructor(private readonly webhooks: WebhooksService) {}

  @Get('deliveries')
  @Refuses('subscription-unknown')
  @ApiParam(subscriptionParam)
  @ApiOperation({
    summary: 'What was sent to my callback, newest first',
    description: 'Events that reached an attempt. What may not be told any more is not listed.',
  })
  @ApiOkResponse({ type: DeliveryListDto })
  list(
    @subscriptionId() id: string,
    @Query() query: DeliveryQueryDto,
    @Caller() caller: AccessClaims,
  ): Promise<DeliveryListDto> {
    return this.webhooks.list(id, query, caller);
  }

  @Post('deliveries/:eventId/redelivery')
  @Refuses('subscription-unknown', 'subscription-ended', 'callback-unknown', 'delivery-unknown')
  @HttpCode(202)
  @ApiParam(subscriptionParam)
  @ApiParam({ name: 'eventId', example: '0199f3c2-8d52-7aa1-b0c3-1f2e3d4c5b6a' })
  @ApiOperation({
    summary: 'Send one event again',
    description:
      'As soon as the callback takes deliveries, with the same webhook-id, if it may be told then.',
  })
  @ApiAcceptedResponse({ type: RedeliveryDto })
  again(
    @subscriptionId() id: string,
    @UuidParam('eventId', DeliveryUnknown) eventId: string,
    @Caller() caller: AccessClaims,
  ): Promise<RedeliveryDto> {
    return this.webhooks.again(id, eventId, caller);
  }

  @Post('redelivery')
  @Refuses(
    'subscription-unknown',
    'subscription-ended',
    'callback-unknown',
    'cursor-invalid',
    'cursor-expired',
  )
  @HttpCode(202)
  @ApiParam(subscriptionParam)
  @ApiOperation({
    summary: 'Send everything since a cursor again',
    description: 'In order, with the same webhook-ids, what may be told then.',
  })
  @ApiAcceptedResponse({ type: RedeliveryDto })
  since(
    @subscriptionId() id: string,
    @Body() { after }: RedeliveryRequestDto,
    @Caller() caller: AccessClaims,
  ): Promise<RedeliveryDto> {
    return this.webhooks.since(id, after, caller);
  }
}
