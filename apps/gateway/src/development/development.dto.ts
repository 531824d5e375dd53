import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

export class SystemDto {
  @ApiProperty({ description: 'Client id', example: 'parking-hannover' })
  readonly id!: string;

  @ApiProperty({ description: 'Whether the policy lets it act now' })
  readonly active!: boolean;

  @ApiPropertyOptional({
    description: 'Name of the key to which releases are encrypted for it; absent where it registered none',
    example: 'releases-2026-11',
  })
  readonly encryptionKey?: string;

  @ApiPropertyOptional({ format: 'date-time', description: 'When it registered that key' })
  readonly encryptionKeySince?: string;
}

export class SystemListDto {
  @ApiProperty({ type: [SystemDto] })
  readonly systems!: readonly SystemDto[];
}

export const askedOutcomes = [
  'EVIDENCE',
  'NO_EVIDENCE',
  'REFUSED',
  'UNAVAILABLE',
  'CHANGED',
  'OPEN',
] as const;
export type AskedOutcome = (typeof askedOutcomes)[number];

export class RecentRequestDto {
  @ApiProperty({ format: 'uuid', description: '`lookupId` of the answer' })
  readonly lookupId!: string;

  @ApiProperty({ format: 'date-time' })
  readonly at!: string;

  @ApiProperty({ description: 'Which system asked', example: 'parking-hannover' })
  readonly system!: string;

  @ApiProperty({ example: 'vehicles.parking-permit.v1' })
  readonly evidenceType!: string;

  @ApiProperty({ example: 'resident-parking-permit' })
  readonly purpose!: string;

  @ApiProperty({ enum: ['LOOKUP', 'RELEASE'] })
  readonly stage!: 'LOOKUP' | 'RELEASE';

  @ApiProperty({
    enum: askedOutcomes,
    description: 'As the system was answered. OPEN: not answered yet, or it broke off',
  })
  readonly outcome!: AskedOutcome;

  @ApiPropertyOptional({ description: 'REFUSED: the code of the problem', example: 'field-not-granted' })
  readonly problem?: string;
}

export class RecentlyAskedDto {
  @ApiProperty({ type: [RecentRequestDto], description: 'Newest first' })
  readonly asked!: readonly RecentRequestDto[];
}
