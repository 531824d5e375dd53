import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsInt, Max, Min } from 'class-validator';
import { Given } from '../text-member.decorator.ts';

/** ACTIVE: sends. PAUSED: failed lately, tries again by itself. DISABLED: until it is activated. */
export const callbackStates = ['NO_SECRET', 'ACTIVE', 'PAUSED', 'DISABLED'] as const;
export type CallbackState = (typeof callbackStates)[number];

export class CallbackSecretDto {
  @ApiProperty({ format: 'uuid' })
  readonly id!: string;

  @ApiProperty({ format: 'date-time' })
  readonly createdAt!: string;

  @ApiPropertyOptional({ format: 'date-time', description: 'Absent while it has not been replaced' })
  readonly expiresAt?: string;
}

export class CallbackDto {
  @ApiProperty({ example: 'hannover-parking' })
  readonly id!: string;

  @ApiProperty({ example: 'https://hooks.hannover.example/einmal' })
  readonly url!: string;

  @ApiProperty({ enum: callbackStates })
  readonly state!: CallbackState;

  @ApiPropertyOptional({
    enum: ['GONE', 'FAILING'],
    description: 'GONE: it answered 410. FAILING: it failed through the whole schedule of more than 24 hours',
  })
  readonly disabledBecause?: 'GONE' | 'FAILING';

  @ApiProperty({ description: 'Failures in a row', example: 0 })
  readonly failures!: number;

  @ApiPropertyOptional({ description: 'Why it failed last', example: 'timed-out' })
  readonly lastFailure?: string;

  @ApiPropertyOptional({ format: 'date-time' })
  readonly lastFailureAt?: string;

  @ApiPropertyOptional({ format: 'date-time', description: 'When it is tried again' })
  readonly pausedUntil?: string;

  @ApiProperty({ type: [CallbackSecretDto], description: 'Secrets that sign now, newest first' })
  readonly secrets!: readonly CallbackSecretDto[];
}

export class CallbackListDto {
  @ApiProperty({ type: [CallbackDto] })
  readonly callbacks!: readonly CallbackDto[];
}

export class NewSecretRequestDto {
  @Given()
  @IsInt({ message: 'must be a whole number' })
  @Min(0, { message: 'must be 0 to 168' })
  @Max(168, { message: 'must be 0 to 168' })
  @ApiPropertyOptional({
    type: 'integer',
    minimum: 0,
    maximum: 168,
    default: 24,
    description:
      'Hours for which earlier secrets go on signing beside the new one; 0 for a secret that leaked',
  })
  readonly overlapHours?: number;
}

export class NewSecretDto {
  @ApiProperty({ format: 'uuid' })
  readonly id!: string;

  @ApiProperty({
    description: 'Shown this once. Standard Webhooks form; verify `webhook-signature` with it',
    example: 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD',
  })
  readonly secret!: string;

  @ApiProperty({ format: 'date-time' })
  readonly createdAt!: string;
}
