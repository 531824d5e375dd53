import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { type AccessClaims, scopes } from '#libs/contracts';
import { Caller, Refuses, Scopes, UuidParam } from '#libs/service-kit';
import { SubscriptionUnknown } from '../following/index.ts';
import { DeliveryListDto, DeliveryQueryDto, RedeliveryDto, RedeliveryRequestDto } from './delivery.dto.ts';
import { DeliveryUnknown } from './delivery.errors.ts';
import { DeliveryService } from './delivery.service.ts';

const id = () => UuidParam('id', SubscriptionUnknown);
const subscriptionId = { name: 'id', example: '0199f3c2-7b1e-7cc4-9d5e-0a1b2c3d4e5f' };

@ApiTags('webhooks')
@Scopes(scopes.lookup)
@Controller('v1/subscriptions/:id')
export class DeliveryController {
  constructor(private readonly deliveries: DeliveryService) {}

  @Get('deliveries')
  @Refuses('subscription-unknown')
  @ApiParam(subscriptionId)
  @ApiOperation({
    summary: 'What was sent to my callback, newest first',
    description: 'Events that reached an attempt. What may not be told any more is not listed.',
  })
  @ApiOkResponse({ type: DeliveryListDto })
  list(
    @id() id: string,
    @Query() query: DeliveryQueryDto,
    @Caller() caller: AccessClaims,
  ): Promise<DeliveryListDto> {
    return this.deliveries.list(id, query, caller);
  }

  @Post('deliveries/:eventId/redelivery')
  @Refuses('subscription-unknown', 'subscription-ended', 'callback-unknown', 'delivery-unknown')
  @HttpCode(202)
  @ApiParam(subscriptionId)
  @ApiParam({ name: 'eventId', example: '0199f3c2-8d52-7aa1-b0c3-1f2e3d4c5b6a' })
  @ApiOperation({
    summary: 'Send one event again',
    description:
      'As soon as the callback takes deliveries, with the same webhook-id, if it may be told then.',
  })
  @ApiAcceptedResponse({ type: RedeliveryDto })
  again(
    @id() id: string,
    @UuidParam('eventId', DeliveryUnknown) eventId: string,
    @Caller() caller: AccessClaims,
  ): Promise<RedeliveryDto> {
    return this.deliveries.again(id, eventId, caller);
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
  @ApiParam(subscriptionId)
  @ApiOperation({
    summary: 'Send everything since a cursor again',
    description: 'In order, with the same webhook-ids, what may be told then.',
  })
  @ApiAcceptedResponse({ type: RedeliveryDto })
  since(
    @id() id: string,
    @Body() { after }: RedeliveryRequestDto,
    @Caller() caller: AccessClaims,
  ): Promise<RedeliveryDto> {
    return this.deliveries.since(id, after, caller);
  }
}
