import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { type AccessClaims, scopes } from '#libs/contracts';
import { Caller, LeastAcr, NameParam, Refuses, Scopes, type Submission, Submitted } from '#libs/service-kit';
import { PageQueryDto } from '../page-query.dto.ts';
import { CONSENT_ID } from '../text-patterns.rules.ts';
import { ConsentListDto, ConsentWithReceiptDto, NoticeDto, WithdrawalDto } from './consent-answer.dto.ts';
import { ConsentRequestDto, NoticeQueryDto } from './consent-request.dto.ts';
import { ConsentUnknown } from './consent.errors.ts';
import { ConsentService } from './consent.service.ts';

const id = () => NameParam('id', new RegExp(CONSENT_ID, 'u'), ConsentUnknown);
const consentId = { name: 'id', example: 'p9TkYQ2mVt0XlcnZ6bKq4dGh1sRwJu8e' };

@ApiTags('consents')
@Scopes(scopes.citizen)
@Controller('v1/consents')
export class ConsentController {
  constructor(private readonly consents: ConsentService) {}

  @Get('notice')
  @LeastAcr('any')
  @Refuses(
    'evidence-type-unknown',
    'purpose-unknown',
    'grant-missing',
    'field-unknown',
    'field-not-granted',
    'validity-too-long',
    'subject-kind-unsuitable',
  )
  @ApiOperation({ summary: 'The text to show before a choice or consent is given' })
  @ApiOkResponse({ type: NoticeDto })
  notice(@Query() query: NoticeQueryDto): Promise<NoticeDto> {
    return this.consents.notice(query);
  }

  // The purpose demands the level.
  @Post()
  @LeastAcr('any')
  @Refuses(
    'evidence-type-unknown',
    'purpose-unknown',
    'grant-missing',
    'field-unknown',
    'field-not-granted',
    'validity-too-long',
    'subject-kind-unsuitable',
    'notice-mismatch',
    'assurance-too-low',
    'idempotency-key-reused',
    'idempotency-key-in-use',
  )
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
    return this.consents.give(request, citizen, submission);
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
}
