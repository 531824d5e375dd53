import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { type AccessClaims, scopes } from '#libs/contracts';
import {
  Caller,
  LeastAcr,
  NameParam,
  Refuses,
  Scopes,
  type Submission,
  Submitted,
  WithoutIdnr,
} from '#libs/service-kit';
import { PageQueryDto } from '../page-query.dto.ts';
import { CONSENT_ID } from '../text-patterns.rules.ts';
import {
  ConsentListDto,
  ConsentWithReceiptDto,
  NoticeDto,
  PauseDto,
  WithdrawalDto,
} from './consent-answer.dto.ts';
import { ConsentGiving } from './consent-giving.service.ts';
import { ConsentRequestDto, NoticeQueryDto, RenewalDto } from './consent-request.dto.ts';
import { ConsentUnknown, offerRefusals } from './consent.errors.ts';
import { ConsentService } from './consent.service.ts';

const givingRefusals = [
  ...offerRefusals,
  'notice-mismatch',
  'assurance-too-low',
  'idempotency-key-reused',
  'idempotency-key-in-use',
] as const;
const actingRefusals = [
  'representation-refused',
  'representation-joint',
  'subject-foreign',
  'quota-exceeded',
  'register-unavailable',
] as const;

const id = () => NameParam('id', new RegExp(CONSENT_ID, 'u'), ConsentUnknown);
const consentId = { name: 'id', example: 'p9TkYQ2mVt0XlcnZ6bKq4dGh1sRwJu8e' };

@ApiTags('consents')
@Scopes(scopes.citizen)
@Controller('v1/consents')
export class ConsentController {
  constructor(
    private readonly consents: ConsentService,
    private readonly giving: ConsentGiving,
  ) {}

  @Get('notice')
  @LeastAcr('any')
  @WithoutIdnr()
  @Refuses(...offerRefusals)
  @ApiOperation({ summary: 'The text to show before a choice or consent is given' })
  @ApiOkResponse({ type: NoticeDto })
  notice(@Query() query: NoticeQueryDto): Promise<NoticeDto> {
    return this.giving.notice(query);
  }

  // The purpose demands the level.
  @Post()
  @LeastAcr('any')
  @Refuses(...givingRefusals, ...actingRefusals)
  @ApiOperation({
    summary: 'Give a choice or consent',
    description:
      'Binds recipient, purpose, evidence type, exact fields, validity, uses and the text shown. A record for the same that is still active is superseded. With an `Idempotency-Key`, the same request within a day gives one record.',
  })
  @ApiCreatedResponse({ type: ConsentWithReceiptDto })
  give(
    @Body() request: ConsentRequestDto,
    @Caller() citizen: AccessClaims,
    @Submitted() submission: Submission,
  ): Promise<ConsentWithReceiptDto> {
    return this.giving.give(request, citizen, submission);
  }

  @Get()
  @LeastAcr('any')
  @ApiOperation({
    summary: 'My choices and consents, newest first',
    description: 'A login below level substantial sees those that were given at its level or below.',
  })
  @ApiOkResponse({ type: ConsentListDto })
  list(@Query() query: PageQueryDto, @Caller() citizen: AccessClaims): Promise<ConsentListDto> {
    return this.consents.list(query, citizen);
  }

  @Get(':id')
  @LeastAcr('any')
  @Refuses('consent-unknown', 'assurance-too-low')
  @ApiParam(consentId)
  @ApiOperation({ summary: 'One of my choices or consents with its receipt' })
  @ApiOkResponse({ type: ConsentWithReceiptDto })
  one(@id() id: string, @Caller() citizen: AccessClaims): Promise<ConsentWithReceiptDto> {
    return this.consents.one(id, citizen);
  }

  @Post(':id/withdrawal')
  @LeastAcr('any')
  @Refuses('consent-unknown')
  @HttpCode(200)
  @ApiParam(consentId)
  @ApiOperation({
    summary: 'Withdraw',
    description:
      'Closes every active record of mine for the same recipient, purpose and evidence type. When this answers, no lookup on their ground is permitted any more. May be repeated.',
  })
  @ApiOkResponse({ type: WithdrawalDto })
  withdraw(@id() id: string, @Caller() citizen: AccessClaims): Promise<WithdrawalDto> {
    return this.consents.withdraw(id, citizen);
  }

  @Post(':id/pause')
  @LeastAcr('any')
  @Refuses('consent-unknown', 'consent-closed')
  @HttpCode(200)
  @ApiParam(consentId)
  @ApiOperation({
    summary: 'Let it rest',
    description:
      'Pauses every active record of mine for the same recipient, purpose and evidence type. When this answers, no lookup on their ground is permitted until one is resumed; what happens meanwhile is told to nobody on their ground, later neither. May be repeated.',
  })
  @ApiOkResponse({ type: PauseDto })
  pause(@id() id: string, @Caller() citizen: AccessClaims): Promise<PauseDto> {
    return this.consents.pause(id, citizen);
  }

  // The purpose demands the level.
  @Post(':id/resumption')
  @LeastAcr('any')
  @Refuses('consent-unknown', 'consent-closed', 'assurance-too-low')
  @HttpCode(200)
  @ApiParam(consentId)
  @ApiOperation({
    summary: 'Let it go on',
    description: 'Resumes this record alone. Its validity was not prolonged by the pause. May be repeated.',
  })
  @ApiOkResponse({ type: PauseDto })
  resume(@id() id: string, @Caller() citizen: AccessClaims): Promise<PauseDto> {
    return this.consents.resume(id, citizen);
  }

  @Post(':id/renewal')
  @LeastAcr('any')
  @Refuses('consent-unknown', ...givingRefusals)
  @ApiParam(consentId)
  @ApiOperation({
    summary: 'Give it anew',
    description:
      'A new record for the same recipient, purpose, evidence type, fields and subject, after the text of today was shown. One that is still active is superseded. With an `Idempotency-Key`, the same request within a day gives one record.',
  })
  @ApiCreatedResponse({ type: ConsentWithReceiptDto })
  renew(
    @id() id: string,
    @Body() request: RenewalDto,
    @Caller() citizen: AccessClaims,
    @Submitted() submission: Submission,
  ): Promise<ConsentWithReceiptDto> {
    return this.giving.renew(id, request, { citizen, submission });
  }
}
