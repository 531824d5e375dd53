import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsDefined, IsIn, IsInt, Max, Min } from 'class-validator';
import { IsDay } from '#libs/identifiers';
import { PageQueryDto } from '../page-query.dto.ts';
import { type Outcome, outcomes, type SubmissionState, submissionStates } from '../submissions/index.ts';
import { freeText, Given, ID, OptionalText, RequiredText } from '../text-member.decorators.ts';

/** Of int in the database. */
const MOST = 2_147_483_647;

export class InboxQueryDto extends PageQueryDto {
  @ApiPropertyOptional({ enum: submissionStates })
  @Given()
  @IsIn(submissionStates)
  readonly state?: SubmissionState;

  @OptionalText({ pattern: ID, description: 'Only with this form', example: 'resident-parking-permit' })
  readonly form?: string;

  @ApiPropertyOptional({
    enum: ['true'],
    description: 'Only those that end undecided within half a year; see `endsOn`',
  })
  @Given()
  @IsIn(['true'])
  readonly ending?: 'true';
}

class VersionedDto {
  @ApiProperty({ example: 1, minimum: 1, maximum: MOST, description: 'The `version` that was read' })
  @IsInt()
  @Min(1)
  @Max(MOST)
  readonly expectedVersion!: number;
}

export class DecideSubmissionDto extends VersionedDto {
  @ApiProperty({ enum: outcomes })
  @IsIn(outcomes)
  readonly outcome!: Outcome;

  @RequiredText({
    ...freeText(1, 4_000),
    description: 'Why (VwVfG §39(1)); the citizen reads it',
    example: 'Die Wohnung liegt nicht in der Zone.',
  })
  readonly reason!: string;

  @OptionalText({
    ...freeText(1, 1_000),
    description: 'Why it is decided though a paper is open; only then, and for the file alone',
    example: 'Das Papier lag nach der Rückfrage nicht vor.',
  })
  readonly withoutPaper?: string;
}

export class SeePaperDto extends VersionedDto {
  @RequiredText({
    pattern: ID,
    description: 'Instead of which evidence',
    example: 'vehicles.parking-permit.v1',
  })
  readonly evidenceType!: string;

  @RequiredText({
    ...freeText(1, 200),
    description: 'What you had in hand',
    example: 'Zulassungsbescheinigung Teil I',
  })
  readonly paper!: string;

  @ApiProperty({ format: 'date', example: '2026-11-30', description: 'Not later than today' })
  @IsDefined({ message: 'is required' })
  @IsDay()
  readonly seenOn!: string;
}

export class AskBackDto extends VersionedDto {
  @RequiredText({
    ...freeText(1, 4_000),
    description: 'What the citizen is asked',
    example: 'In welchem Stockwerk liegt die Wohnung?',
  })
  readonly text!: string;
}
