import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { type AccessClaims, scopes } from '#libs/contracts';
import { Caller, LeastAcr, NameParam, Refuses, RefusesIdempotencyKey, Scopes } from '#libs/service-kit';
import { CONSENT_ID } from '../text-patterns.rules.ts';
import { ConfirmationDto, ConfirmationNoticeDto } from './confirmation.dto.ts';
import { ConsentWithReceiptDto } from './consent-answer.dto.ts';
import { ConsentUnknown } from './consent.errors.ts';
import { JointChoices } from './joint-choices.service.ts';

const refusals = [
  'consent-unknown',
  'consent-closed',
  'assurance-too-low',
  'representation-refused',
  'subject-foreign',
  'quota-exceeded',
  'register-unavailable',
  'idempotency-key-refused',
] as const;
const consentId = { name: 'id', example: 'p9TkYQ2mVt0XlcnZ6bKq4dGh1sRwJu8e' };

const id = () => NameParam('id', new RegExp(CONSENT_ID, 'u'), ConsentUnknown);

@ApiTags('consents')
@Scopes(scopes.citizen)
@Controller('v1/consents/:id/confirmation')
export class ConfirmationController {
  constructor(private readonly joint: JointChoices) {}

  @Post('notice')
  @LeastAcr('high')
  @Refuses(...refusals)
  @RefusesIdempotencyKey()
  @HttpCode(200)
  @ApiParam(consentId)
  @ApiOperation({
    summary: 'What I am to confirm for our company',
    description:
      'The choice that another officer gave, with the text that was shown to them in its receipt; only for whoever could confirm it. Its events say who looked.',
  })
  @ApiOkResponse({ type: ConsentWithReceiptDto })
  show(
    @id() id: string,
    @Body() { actingFor }: ConfirmationNoticeDto,
    @Caller() citizen: AccessClaims,
  ): Promise<ConsentWithReceiptDto> {
    return this.joint.show(id, actingFor, citizen);
  }

  @Post()
  @LeastAcr('high')
  @Refuses(...refusals, 'confirmation-mismatch')
  @RefusesIdempotencyKey()
  @HttpCode(200)
  @ApiParam(consentId)
  @ApiOperation({
    summary: 'Confirm a choice that another officer gave for our company',
    description:
      'Where the commercial register says that two represent the company together, a choice rests until the second one has confirmed what `POST /v1/consents/{id}/confirmation/notice` shows; both are judged then, by two entries of the register. It ends a day after it was given. What was paused meanwhile stays paused. May be repeated.',
  })
  @ApiOkResponse({ type: ConsentWithReceiptDto })
  confirm(
    @id() id: string,
    @Body() confirmation: ConfirmationDto,
    @Caller() citizen: AccessClaims,
  ): Promise<ConsentWithReceiptDto> {
    return this.joint.confirm(id, confirmation, citizen);
  }
}
