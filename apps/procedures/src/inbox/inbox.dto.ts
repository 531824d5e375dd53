import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsInt, Max, Min } from 'class-validator';
import { AnswerDto } from '../drafts/index.ts';
import { LocalisedDto } from '../forms/index.ts';
import { PageQueryDto } from '../page-query.dto.ts';
import {
  DecisionDto,
  MessageDto,
  type Outcome,
  outcomes,
  SourceDto,
  type SubmissionState,
  submissionStates,
  SubmissionSummaryDto,
} from '../submissions/index.ts';
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
}

export class AskBackDto extends VersionedDto {
  @RequiredText({
    ...freeText(1, 4_000),
    description: 'What the citizen is asked',
    example: 'In welchem Stockwerk liegt die Wohnung?',
  })
  readonly text!: string;
}

export class CheckedDto {
  @ApiProperty({ example: 4, description: 'How many rules are met' })
  readonly met!: number;

  @ApiProperty({ example: 0 })
  readonly notMet!: number;

  @ApiProperty({ example: 1, description: 'Of how many nobody can say it by what is there' })
  readonly unknown!: number;
}

export class InboxEntryDto extends SubmissionSummaryDto {
  @ApiProperty({ example: 3, description: 'Send it as `expectedVersion`' })
  readonly version!: number;

  @ApiPropertyOptional({
    description: 'Clerk who has taken it, and until when',
    example: 'p_Vf4nS6dGy8HtKb2Q',
  })
  readonly takenBy?: string;

  @ApiPropertyOptional({ format: 'date-time' })
  readonly takenUntil?: string;

  @ApiPropertyOptional({
    type: CheckedDto,
    description: 'What the rules of the form found, as counts; absent before they were looked at',
  })
  readonly checked?: CheckedDto;
}

export class InboxDto {
  @ApiProperty({ type: [InboxEntryDto] })
  readonly submissions!: readonly InboxEntryDto[];

  @ApiPropertyOptional({ description: 'Value of `after` for the next page; absent on the last' })
  readonly next?: string;
}

export class RuleDto {
  @ApiProperty({ example: 'address-in-zone' })
  readonly rule!: string;

  @ApiProperty({ type: LocalisedDto })
  readonly title!: LocalisedDto;

  @ApiProperty({ enum: ['YES', 'NO', 'UNKNOWN'] })
  readonly met!: 'YES' | 'NO' | 'UNKNOWN';

  @ApiProperty({ type: LocalisedDto })
  readonly reason!: LocalisedDto;

  @ApiPropertyOptional({ example: 'StVO §46(5)' })
  readonly ground?: string;
}

export class ReleasedSourceDto extends SourceDto {
  @ApiPropertyOptional({ example: 'Landeshauptstadt Hannover, Meldebehörde' })
  readonly registerAuthority?: string;

  @ApiPropertyOptional({ format: 'date-time', description: 'When the register was asked' })
  readonly asOf?: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'The decision at the gateway' })
  readonly lookupId?: string;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    description: 'By field path, as the register answered',
    example: { 'address.street': 'Musterstraße' },
  })
  readonly values?: Readonly<Record<string, unknown>>;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    description: 'By field path: register, version, since when it holds and when it was recorded',
  })
  readonly provenance?: Readonly<Record<string, unknown>>;

  @ApiPropertyOptional({ description: 'The applicant released it for another person, e.g. a child' })
  readonly isForAnother?: boolean;

  @ApiPropertyOptional({
    enum: ['PARENT', 'OFFICER'],
    description:
      'As what the applicant released it. OFFICER: for the company, and the commercial register said when it was taken that they represent it',
  })
  readonly givenAs?: 'PARENT' | 'OFFICER';

  @ApiPropertyOptional({
    description: 'Of an officer: together with a second one, who has confirmed the choice; false: alone',
  })
  readonly isGivenJointly?: boolean;
}

export class PreparedActDto {
  @ApiProperty({ example: 'vehicles' })
  readonly register!: string;

  @ApiProperty({ example: '/v1/vehicles/{id}/acts/change-holder-address' })
  readonly path!: string;

  @ApiProperty({ type: 'object', additionalProperties: true })
  readonly body!: unknown;
}

/** A submission as the clerk works on it: what was typed stands apart from what registers said. */
export class InboxSubmissionDto extends InboxEntryDto {
  @ApiProperty({ type: [AnswerDto], description: 'Statements of the applicant; nobody confirmed them' })
  readonly statements!: readonly AnswerDto[];

  @ApiProperty({ type: [ReleasedSourceDto] })
  readonly evidence!: readonly ReleasedSourceDto[];

  @ApiProperty({ type: [RuleDto] })
  readonly rules!: readonly RuleDto[];

  @ApiPropertyOptional({ type: PreparedActDto })
  readonly preparedAct?: PreparedActDto;

  @ApiProperty({ type: [MessageDto] })
  readonly messages!: readonly MessageDto[];

  @ApiPropertyOptional({ type: DecisionDto })
  readonly decision?: DecisionDto;
}
