import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { type RegisterName, registerNames } from '#libs/contracts';
import type { GroundKind } from '../policy/index.ts';

export class BasisDto {
  @ApiProperty({ enum: ['CHOICE', 'CONSENT', 'STATUTE'], example: 'CHOICE' })
  readonly kind!: GroundKind;

  @ApiProperty({ example: 'EGovG §5(3)–(5); StVO §45(1b) no. 2a' })
  readonly legalBasis!: string;

  @ApiPropertyOptional({ example: 'p9TkYQ2mVt0XlcnZ6bKq4dGh1sRwJu8e' })
  readonly consentId?: string;
}

export class ProvenanceDto {
  @ApiProperty({ enum: registerNames })
  readonly register!: RegisterName;

  @ApiProperty({ description: 'Record version that last changed the value', example: 3 })
  readonly version!: number;

  @ApiProperty({ description: 'Day from which it holds', example: '2025-11-01' })
  readonly effectiveOn!: string;

  @ApiProperty({ description: 'When it was recorded, RFC 3339', example: '2025-11-03T08:12:44.120Z' })
  readonly recordedAt!: string;
}

/**
 * NO_EVIDENCE has the first three members only, and looks the same whether the subject is unknown, locked or does not
 * match (BMG §34a(5), §51(2)).
 */
export class LookupAnswerDto {
  @ApiProperty({ description: 'The durable decision behind this answer', format: 'uuid' })
  readonly lookupId!: string;

  @ApiProperty({ enum: ['EVIDENCE', 'NO_EVIDENCE'] })
  readonly status!: 'EVIDENCE' | 'NO_EVIDENCE';

  @ApiProperty({ example: 'residents.parking-permit.v1' })
  readonly evidenceType!: string;

  @ApiPropertyOptional({ type: BasisDto })
  readonly basis?: BasisDto;

  @ApiPropertyOptional({ example: 'Landeshauptstadt Hannover, Meldebehörde' })
  readonly registerAuthority?: string;

  @ApiPropertyOptional({ description: 'When the register was asked, RFC 3339' })
  readonly asOf?: string;

  @ApiPropertyOptional({ description: 'How long to rely on it, ISO 8601 duration', example: 'P1D' })
  readonly validFor?: string;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    description: 'The permitted fields, nested as in the schema of the evidence type',
    example: { familyName: 'Beispiel', address: { street: 'Musterstraße', place: 'Hannover' } },
  })
  readonly evidence?: Readonly<Record<string, unknown>>;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: { $ref: '#/components/schemas/ProvenanceDto' },
    description: 'By field path: where each value comes from',
  })
  readonly provenance?: Readonly<Record<string, ProvenanceDto>>;
}
