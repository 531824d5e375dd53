import { ApiProperty } from '@nestjs/swagger';
import { IsDefined, IsInt, Max, Min } from 'class-validator';
import { NestedList, NestedObject } from '#libs/service-kit';
import type { Identifiers } from '../identifiers.decorator.ts';
import { LookupSubjectDto } from '../lookups/index.ts';
import { ActingForDto, OptionalActingFor } from '../representation/index.ts';
import { OptionalText, RequiredText } from '../text-member.decorator.ts';
import { CASE_REFERENCE, CODE, CONSENT_ID } from '../text-patterns.rules.ts';

const MAX_SUBJECTS = 4;
/** As many evidence types as one application takes. */
const MAX_SOURCES = 8;

export class PrefillSubjectDto {
  @RequiredText({ pattern: CODE, description: 'As the form names it', example: 'applicant' })
  readonly name!: string;

  @ApiProperty({
    type: LookupSubjectDto,
    description:
      'Yourself, or a vehicle or company of yours; the child for whom you act. Who acts for a company names themself here, too',
  })
  @IsDefined({ message: 'is required' })
  @NestedObject(() => LookupSubjectDto)
  readonly subject!: LookupSubjectDto & Identifiers;
}

/** What was decided on one source of the form: with neither member it is not asked. */
export class PrefillSourceDto {
  @RequiredText({
    pattern: CODE,
    description: 'Evidence type of the form',
    example: 'residents.parking-permit.v1',
  })
  readonly evidenceType!: string;

  @OptionalText({
    pattern: '^[0-9a-f]{64}$',
    description:
      'You choose that this is fetched: hash of the text that was shown, from GET /v1/consents/notice. A choice of yours with the same text is taken again.',
    example: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  })
  readonly noticeSha256?: string;

  @OptionalText({
    pattern: CONSENT_ID,
    description: 'Your choice or consent that covers this',
    example: 'p9TkYQ2mVt0XlcnZ6bKq4dGh1sRwJu8e',
  })
  readonly consentId?: string;
}

/** The form, whom it is about, and what was decided on each source. */
export class PrefillRequestDto {
  @RequiredText({ pattern: CODE, description: 'Form', example: 'resident-parking-permit' })
  readonly form!: string;

  @ApiProperty({ type: 'integer', minimum: 1, maximum: 1_000_000, description: 'As you show it', example: 1 })
  @IsDefined({ message: 'is required' })
  @IsInt({ message: 'must be a whole number' })
  @Min(1, { message: 'must be at least 1' })
  @Max(1_000_000, { message: 'must be at most 1000000' })
  readonly version!: number;

  @OptionalText({
    pattern: CASE_REFERENCE,
    description: "The authority's file number; kept with the decision. No personal data.",
    example: 'BPA-2026-000123',
  })
  readonly caseReference?: string;

  @OptionalActingFor()
  readonly actingFor?: ActingForDto;

  @ApiProperty({
    type: [PrefillSubjectDto],
    maxItems: MAX_SUBJECTS,
    description: 'Those of which something is asked',
  })
  @IsDefined({ message: 'is required' })
  @NestedList(() => PrefillSubjectDto, MAX_SUBJECTS)
  readonly subjects!: readonly PrefillSubjectDto[];

  @ApiProperty({
    type: [PrefillSourceDto],
    maxItems: MAX_SOURCES,
    description: 'One by one; a source of the form that is left out is not asked',
  })
  @IsDefined({ message: 'is required' })
  @NestedList(() => PrefillSourceDto, MAX_SOURCES)
  readonly sources!: readonly PrefillSourceDto[];
}
