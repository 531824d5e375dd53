import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { AnswerDto } from '../drafts/index.ts';
import { LocalisedDto } from '../forms/index.ts';
import { DecisionDto, MessageDto, SourceDto, SubmissionSummaryDto } from '../submissions/index.ts';

export class SeenPaperDto {
  @ApiProperty({ example: 'Zulassungsbescheinigung Teil I' })
  readonly paper!: string;

  @ApiProperty({ format: 'date', example: '2026-11-30' })
  readonly seenOn!: string;

  @ApiProperty({ description: 'Clerk who had it in hand', example: 'p_Vf4nS6dGy8HtKb2Q' })
  readonly seenBy!: string;

  @ApiProperty({ format: 'date-time' })
  readonly notedAt!: string;
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

  @ApiPropertyOptional({ type: [SeenPaperDto], description: 'Seen instead; the last one counts' })
  readonly papers?: readonly SeenPaperDto[];
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

  @ApiPropertyOptional({ description: 'Why a clerk decided though a paper was open' })
  readonly withoutPaper?: string;
}
