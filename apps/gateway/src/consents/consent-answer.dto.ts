import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { type AssuranceLevel, assuranceLevels } from '#libs/contracts';
import { ActingDto } from '../acting.dto.ts';
import { LocalisedDto } from '../evidence-types/index.ts';
import type { ConsentReceipt } from './consent-receipt.rules.ts';
import type { ConsentKind } from './consent.entity.ts';
import type { ConsentState } from './consent.rules.ts';

const states = ['ACTIVE', 'WITHDRAWN', 'SUPERSEDED', 'ENDED_BY_DEATH', 'EXPIRED', 'EXHAUSTED', 'PAUSED'];

export class NoticeDto {
  @ApiProperty({ description: 'To be shown word for word before the citizen decides' })
  readonly text!: string;

  @ApiProperty({ description: 'SHA-256 of the text (UTF-8), hexadecimal; send it with the decision' })
  readonly sha256!: string;

  @ApiProperty({ enum: ['de', 'en'] })
  readonly locale!: string;

  @ApiProperty({ example: '1' })
  readonly templateVersion!: string;

  @ApiProperty({ enum: ['CHOICE', 'CONSENT'] })
  readonly kind!: ConsentKind;

  @ApiProperty({ example: 'EGovG §5(3)–(5); StVO §45(1b) no. 2a' })
  readonly legalBasis!: string;

  @ApiProperty({ type: [String], example: ['address.street'] })
  readonly fields!: readonly string[];

  @ApiProperty({ description: 'Longest validity that may be chosen', example: 30 })
  readonly maxDays!: number;

  @ApiProperty({
    enum: assuranceLevels,
    description: 'Level of assurance (`acr`) the login must reach to decide',
  })
  readonly minimumAcr!: AssuranceLevel;
}

export class ConsentDto {
  @ApiProperty({ example: 'p9TkYQ2mVt0XlcnZ6bKq4dGh1sRwJu8e' })
  readonly id!: string;

  @ApiProperty({ enum: states })
  readonly state!: ConsentState;

  @ApiProperty({ enum: ['CHOICE', 'CONSENT'] })
  readonly kind!: ConsentKind;

  @ApiProperty({ example: 'strassenverkehr-hannover' })
  readonly authority!: string;

  @ApiPropertyOptional({
    description: 'Name of the authority, also of one that ended',
    example: 'Landeshauptstadt Hannover, Straßenverkehrsbehörde',
  })
  readonly authorityName?: string;

  @ApiProperty({ example: 'resident-parking-permit' })
  readonly purpose!: string;

  @ApiPropertyOptional({ type: LocalisedDto, description: 'Absent where the purpose is gone' })
  readonly purposeTitle?: LocalisedDto;

  @ApiProperty({ example: 'residents.parking-permit.v1' })
  readonly evidenceType!: string;

  @ApiPropertyOptional({ type: LocalisedDto, description: 'Absent where the evidence type is gone' })
  readonly evidenceTypeTitle?: LocalisedDto;

  @ApiProperty({ type: [String], example: ['address.street'] })
  readonly fields!: readonly string[];

  @ApiProperty({ format: 'date-time' })
  readonly validFrom!: string;

  @ApiProperty({ description: 'The instant at which it ends', format: 'date-time' })
  readonly validUntil!: string;

  @ApiPropertyOptional({ description: 'Absent: any number of times while valid', example: 1 })
  readonly maxUses?: number;

  @ApiPropertyOptional({ description: 'Counted where maxUses is set', example: 0 })
  readonly uses?: number;

  @ApiPropertyOptional({ description: 'Seconds between two retrievals at least', example: 86_400 })
  readonly minIntervalS?: number;

  @ApiPropertyOptional({ format: 'date-time', description: 'When the next one may come, once there was one' })
  readonly nextUseAt?: string;

  @ApiPropertyOptional({ description: 'Record that this one replaced' })
  readonly supersedes?: string;

  @ApiPropertyOptional({ description: 'Record that this one renews' })
  readonly renews?: string;

  @ApiProperty()
  readonly noticeSha256!: string;

  @ApiProperty({ type: ActingDto, description: 'Who gave it' })
  readonly acting!: ActingDto;

  @ApiPropertyOptional({
    description:
      'True while it rests because the other of two officers has not confirmed it: POST /v1/consents/{id}/confirmation',
  })
  readonly awaitsSecond?: boolean;
}

export class ConsentWithReceiptDto extends ConsentDto {
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'Receipt with the names of ISO/IEC TS 27560:2023; docs/receipt.md says what each holds',
  })
  readonly receipt!: ConsentReceipt;
}

export class ConsentListDto {
  @ApiProperty({ type: [ConsentDto] })
  readonly consents!: readonly ConsentDto[];

  @ApiPropertyOptional({ description: 'Value of `after` for the next page; absent on the last' })
  readonly next?: string;
}

export class WithdrawalDto {
  @ApiProperty({ example: 'p9TkYQ2mVt0XlcnZ6bKq4dGh1sRwJu8e' })
  readonly id!: string;

  @ApiProperty({ enum: states })
  readonly state!: ConsentState;

  @ApiProperty({ description: 'When the record got this state', format: 'date-time' })
  readonly since!: string;

  @ApiProperty({
    type: [String],
    description: 'All records closed by this call; empty when they were closed before',
  })
  readonly closed!: readonly string[];
}

export class PauseDto {
  @ApiProperty({ example: 'p9TkYQ2mVt0XlcnZ6bKq4dGh1sRwJu8e' })
  readonly id!: string;

  @ApiProperty({ enum: states })
  readonly state!: ConsentState;

  @ApiProperty({
    type: [String],
    description: 'All records that this call changed; empty when there was nothing to change',
  })
  readonly changed!: readonly string[];
}
