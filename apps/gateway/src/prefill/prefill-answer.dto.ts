import { ApiProperty, ApiPropertyOptional, OmitType } from '@nestjs/swagger';
import { type ErrorCode, errorCodes, type RegisterName, registerNames } from '#libs/contracts';
import { PreviewDto } from '../previews/index.ts';

export const fieldStatuses = [
  'PREFILLED',
  'NOT_ON_FILE',
  'NO_EVIDENCE',
  'REFUSED',
  'UNAVAILABLE',
  'ASK_APPLICANT',
] as const;

export class PrefilledFieldDto {
  @ApiProperty({ description: 'Field of the form', example: 'street' })
  readonly field!: string;

  @ApiProperty({
    enum: fieldStatuses,
    description:
      'PREFILLED: see `value`. NOT_ON_FILE: the record that was found holds no value. NO_EVIDENCE: the register has nothing to show, for whatever reason. REFUSED and UNAVAILABLE: see `problem`. ASK_APPLICANT: no register was asked. Of all but the first ask the applicant.',
  })
  readonly status!: (typeof fieldStatuses)[number];

  @ApiPropertyOptional({
    type: 'string',
    description:
      'As the register holds it, of the type in the schema of the evidence type. Text, never markup: escape it.',
    example: 'Musterstraße',
  })
  readonly value?: unknown;

  @ApiPropertyOptional({
    description:
      'The value holds control characters or marks of direction: show it isolated (`bdi`), with them made visible',
  })
  readonly hiddenMarks?: true;

  @ApiPropertyOptional({ example: 'residents.parking-permit.v1' })
  readonly evidenceType?: string;

  @ApiPropertyOptional({ enum: registerNames })
  readonly register?: RegisterName;

  @ApiPropertyOptional({
    description: 'Whose record it is',
    example: 'Landeshauptstadt Hannover, Meldebehörde',
  })
  readonly authority?: string;

  @ApiPropertyOptional({ description: 'When the register was asked, RFC 3339' })
  readonly asOf?: string;

  @ApiPropertyOptional({ enum: errorCodes, description: 'Code of the problem of its source' })
  readonly problem?: ErrorCode;
}

/** A preview of one source, to be used or declined; DECLINED where it was not asked. */
export class PrefilledSourceDto extends OmitType(PreviewDto, ['status'] as const) {
  @ApiProperty({ enum: ['EVIDENCE', 'NO_EVIDENCE', 'PROBLEM', 'DECLINED'] })
  readonly status!: 'EVIDENCE' | 'NO_EVIDENCE' | 'PROBLEM' | 'DECLINED';

  @ApiPropertyOptional({
    description: 'The choice on which it was asked; yours to withdraw',
    example: 'p9TkYQ2mVt0XlcnZ6bKq4dGh1sRwJu8e',
  })
  readonly consentId?: string;
}

export class PrefillDto {
  @ApiProperty({ example: 'resident-parking-permit' })
  readonly form!: string;

  @ApiProperty({ example: 1 })
  readonly version!: number;

  @ApiProperty({
    description: 'That may have it once you use the previews',
    example: 'strassenverkehr-hannover',
  })
  readonly authority!: string;

  @ApiProperty({ example: 'resident-parking-permit' })
  readonly purpose!: string;

  @ApiProperty({ type: [PrefilledFieldDto], description: 'In the order of the form' })
  readonly fields!: readonly PrefilledFieldDto[];

  @ApiProperty({
    type: [PrefilledSourceDto],
    description: 'In the order of the form; each with all that would be released',
  })
  readonly sources!: readonly PrefilledSourceDto[];
}
