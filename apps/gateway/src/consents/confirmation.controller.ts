import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { type AccessClaims, scopes } from '#libs/contracts';
import { Caller, LeastAcr, NameParam, Refuses, RefusesIdempotencyKey, Scopes } from '#libs/service-kit';
import { CONSENT_ID } from '../text-patterns.rules.ts';
import { ConfirmationDto } from './confirmation.dto.ts';
import { ConsentWithReceiptDto } from './consent-answer.dto.ts';
import { ConsentUnknown } from './consent.errors.ts';
import { JointChoices } from './joint-choices.service.ts';

const id = () => NameParam('id', new RegExp(CONSENT_ID, 'u'), ConsentUnknown);

@ApiTags('consents')
@Scopes(scopes.citizen)
@Controller('v1/consents/:id/confirmation')
export class ConfirmationController {
  constructor(private readonly joint: JointChoices) {}

  @Post()
  @LeastAcr('high')
  @Refuses(
    'consent-unknown',
    'consent-closed',
    'notice-mismatch',
    'assurance-too-low',
    'representation-refused',
    'subject-foreign',
    'quota-exceeded',
    'register-unavailable',
    'idempotency-key-refused',
  )
  @RefusesIdempotencyKey()
  @HttpCode(200)
  @ApiParam({ name: 'id', example: 'p9TkYQ2mVt0XlcnZ6bKq4dGh1sRwJu8e' })
  @ApiOperation({
    summary: 'Confirm a choice that another officer gave for our company',
    description:
      'Where the commercial register says that two represent the company together, a choice rests until the second one has confirmed it, with the same text; it ends a day after it was given. May be repeated.',
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
