import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsDefined, IsIn } from 'class-validator';
import { type RegisterName, registerNames } from '#libs/contracts';
import { NestedObject } from '#libs/service-kit';
import type { Identifiers } from '../identifiers.decorator.ts';
import { LookupSubjectDto, type ProvenanceDto } from '../lookups/index.ts';

export class OwnDataRequestDto {
  @ApiProperty({ enum: registerNames })
  @IsIn(registerNames)
  readonly register!: RegisterName;

  @ApiProperty({ type: LookupSubjectDto, description: 'Yourself, or a vehicle of yours' })
  @IsDefined({ message: 'is required' })
  @NestedObject(() => LookupSubjectDto)
  readonly subject!: LookupSubjectDto & Identifiers;
}

/**
 * NO_EVIDENCE looks the same whether the register has nothing, a lock is there, or it was not about the person alone. Kept
 * nowhere.
 */
export class ContentDto {
  @ApiProperty({ format: 'uuid', description: 'The decision to show this; the trail has it' })
  readonly lookupId!: string;

  @ApiProperty({ enum: ['EVIDENCE', 'NO_EVIDENCE'] })
  readonly status!: 'EVIDENCE' | 'NO_EVIDENCE';

  @ApiProperty({ example: 'residents.parking-permit.v1' })
  readonly evidenceType!: string;

  @ApiPropertyOptional({ example: 'Landeshauptstadt Hannover, Meldebehörde' })
  readonly registerAuthority?: string;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    description: 'The fields, nested as in the schema of the evidence type; what is sealed today is null',
    example: { familyName: 'Beispiel' },
  })
  readonly evidence?: Readonly<Record<string, unknown>>;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: { $ref: '#/components/schemas/ProvenanceDto' },
    description: 'By field path: where each value comes from',
  })
  readonly provenance?: Readonly<Record<string, ProvenanceDto>>;
}
