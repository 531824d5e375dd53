import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { type RegisterName, registerNames, type SubjectKind } from '#libs/contracts';
import type { EvidenceType, Localised } from './evidence-type.catalogue.ts';

export class LocalisedDto implements Localised {
  @ApiProperty({ example: 'Straße' })
  readonly de!: string;

  @ApiProperty({ example: 'Street' })
  readonly en!: string;
}

export class EvidenceFieldDto {
  @ApiProperty({ example: 'address.street' })
  readonly path!: string;

  @ApiProperty({ type: LocalisedDto })
  readonly title!: LocalisedDto;
}

export class EvidenceTypeDto {
  @ApiProperty({ example: 'residents.parking-permit.v1' })
  readonly id!: string;

  @ApiProperty({ example: 1 })
  readonly version!: number;

  @ApiProperty({ type: LocalisedDto })
  readonly title!: LocalisedDto;

  @ApiProperty({ enum: registerNames })
  readonly register!: RegisterName;

  @ApiProperty({ type: [String], description: 'Identifiers a subject may be named by', example: ['idnr'] })
  readonly subjectKinds!: readonly SubjectKind[];

  @ApiProperty({ description: 'Whether the birth date must go with the IDNr (EGovG §5(4))' })
  readonly birthDateRequired!: boolean;

  @ApiProperty({ description: 'How long an answer may be relied on, ISO 8601 duration', example: 'P1D' })
  readonly validFor!: string;

  @ApiProperty({
    type: [String],
    description: 'Laws under which the register transmits it',
    example: ['BMG §34a'],
  })
  readonly legalBasis!: readonly string[];

  @ApiProperty({ type: [EvidenceFieldDto] })
  readonly fields!: readonly EvidenceFieldDto[];

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    description:
      'JSON Schema 2020-12 of the evidence; a grant may release fewer fields. Only with a single type.',
  })
  readonly schema?: object;
}

export class EvidenceTypeListDto {
  @ApiProperty({ type: [EvidenceTypeDto] })
  readonly evidenceTypes!: readonly EvidenceTypeDto[];
}

/** The list leaves the schema out. */
export function toEvidenceTypeDto(type: EvidenceType, withSchema: boolean): EvidenceTypeDto {
  const { fields, schema, ...rest } = type;
  const described = Object.entries(fields).map(([path, title]) => ({ path, title }));
  return { ...rest, fields: described, ...(withSchema && { schema }) };
}
