import { Body, Controller, Get, HttpCode, Post, Query, Req } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { type AccessClaims, scopes } from '#libs/contracts';
import { Caller, Refuses, Scopes, UuidParam, type Submission, Submitted } from '#libs/service-kit';
import { consentRefusals } from '../lookups/index.ts';
import { limitOf, UuidPageQueryDto } from '../page-query.dto.ts';
import { standingRefusals } from '../policy/index.ts';
import { SubjectListDto, SubscriptionDto, SubscriptionListDto } from './subscription-answer.dto.ts';
import {
  AddSubjectsDto,
  RemoveSubjectsDto,
  SubjectPageDto,
  SubscriptionRequestDto,
} from './subscription.dto.ts';
import { SubscriptionUnknown } from './following.errors.ts';
import { SubscriptionService } from './subscription.service.ts';

const id = () => UuidParam('id', SubscriptionUnknown);
const subscriptionId = { name: 'id', example: '0199f3c2-7b1e-7cc4-9d5e-0a1b2c3d4e5f' };

@ApiTags('subscriptions')
@Scopes(scopes.lookup)
@Refuses(...standingRefusals)
@Controller('v1/subscriptions')
export class SubscriptionController {
  constructor(private readonly subscriptions: SubscriptionService) {}

  @Post()
  @Refuses(
    'event-type-unknown',
    'evidence-type-unknown',
    'purpose-unknown',
    'callback-unknown',
    'validity-too-long',
    'subscription-not-granted',
    ...consentRefusals,
    'birth-date-missing',
    'subject-kind-unsuitable',
    'idempotency-key-reused',
    'idempotency-key-in-use',
  )
  @ApiOperation({
    summary: 'Follow the subjects I have a file on',
    description:
      'Events of these types about these subjects come to a feed, and to a callback where one is named, until the last day. Identifiers are turned into pseudonyms and not kept. A subject that the register does not know, or must not tell of, is listed like any other.',
  })
  @ApiCreatedResponse({ type: SubscriptionDto })
  create(
    @Body() request: SubscriptionRequestDto,
    @Caller() caller: AccessClaims,
    @Req() { id: traceId }: FastifyRequest,
    @Submitted() submission: Submission,
  ): Promise<SubscriptionDto> {
    return this.subscriptions.create(request, caller, { traceId, submission });
  }

  @Get()
  @ApiOperation({ summary: 'My subscriptions, newest first' })
  @ApiOkResponse({ type: SubscriptionListDto })
  list(@Query() query: UuidPageQueryDto, @Caller() caller: AccessClaims): Promise<SubscriptionListDto> {
    return this.subscriptions.list(query, caller);
  }

  @Get(':id')
  @Refuses('subscription-unknown')
  @ApiParam(subscriptionId)
  @ApiOperation({ summary: 'One of my subscriptions' })
  @ApiOkResponse({ type: SubscriptionDto })
  one(@id() id: string, @Caller() caller: AccessClaims): Promise<SubscriptionDto> {
    return this.subscriptions.one(id, caller);
  }

  @Get(':id/subjects')
  @Refuses('subscription-unknown')
  @ApiParam(subscriptionId)
  @ApiOperation({ summary: 'Whom it is about, by my own references' })
  @ApiOkResponse({ type: SubjectListDto })
  subjects(
    @id() id: string,
    @Query() query: SubjectPageDto,
    @Caller() caller: AccessClaims,
  ): Promise<SubjectListDto> {
    return this.subscriptions.listed(id, limitOf(query), query.after, caller);
  }

  @Post(':id/subjects')
  @Refuses(
    'subscription-unknown',
    'subscription-ended',
    'subscription-not-granted',
    ...consentRefusals,
    'birth-date-missing',
    'subject-kind-unsuitable',
    'idempotency-key-reused',
    'idempotency-key-in-use',
  )
  @HttpCode(200)
  @ApiParam(subscriptionId)
  @ApiOperation({
    summary: 'Follow more subjects',
    description: 'A reference that is listed already, for the same subject, gets the consent sent now.',
  })
  @ApiOkResponse({ type: SubscriptionDto })
  add(
    @id() id: string,
    @Body() request: AddSubjectsDto,
    @Caller() caller: AccessClaims,
    @Req() { id: traceId }: FastifyRequest,
    @Submitted() submission: Submission,
  ): Promise<SubscriptionDto> {
    return this.subscriptions.add(id, request, caller, { traceId, submission });
  }

  @Post(':id/subjects/removal')
  @Refuses('subscription-unknown', 'subscription-ended')
  @HttpCode(200)
  @ApiParam(subscriptionId)
  @ApiOperation({
    summary: 'Follow some subjects no longer',
    description: 'Events that wait are not delivered for them any more. May be repeated.',
  })
  @ApiOkResponse({ type: SubscriptionDto })
  remove(
    @id() id: string,
    @Body() { references }: RemoveSubjectsDto,
    @Caller() caller: AccessClaims,
  ): Promise<SubscriptionDto> {
    return this.subscriptions.remove(id, references, caller);
  }

  @Post(':id/end')
  @Refuses('subscription-unknown')
  @HttpCode(200)
  @ApiParam(subscriptionId)
  @ApiOperation({
    summary: 'End a subscription',
    description: 'Nothing is delivered any more. May be repeated.',
  })
  @ApiOkResponse({ type: SubscriptionDto })
  end(@id() id: string, @Caller() caller: AccessClaims): Promise<SubscriptionDto> {
    return this.subscriptions.end(id, caller);
  }
}
