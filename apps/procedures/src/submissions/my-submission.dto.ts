import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { UUID } from '#libs/service-kit';
import { AnswerDto } from '../drafts/index.ts';
import { PageQueryDto } from '../page-query.dto.ts';
import { OptionalText } from '../text-member.decorators.ts';
import { DecisionDto, MessageDto, SourceDto, SubmissionSummaryDto } from './submission.dto.ts';

/** A submission as the person sees it who handed it in. */
export class MySubmissionDto extends SubmissionSummaryDto {
  @ApiProperty({ type: [AnswerDto], description: 'What was typed' })
  readonly statements!: readonly AnswerDto[];

  @ApiProperty({ type: [SourceDto] })
  readonly sources!: readonly SourceDto[];

  @ApiProperty({ type: [MessageDto] })
  readonly messages!: readonly MessageDto[];

  @ApiPropertyOptional({ type: DecisionDto })
  readonly decision?: DecisionDto;
}

export class MySubmissionsQueryDto extends PageQueryDto {
  @OptionalText({
    pattern: UUID,
    description: 'Only the one to which this entry of your data trail belongs (`lookupId`)',
    example: '0199f3c2-7b1e-7cc4-9d5e-0a1b2c3d4e5f',
  })
  readonly lookup?: string;
}

export class MySubmissionListDto {
  @ApiProperty({ type: [SubmissionSummaryDto] })
  readonly submissions!: readonly SubmissionSummaryDto[];

  @ApiPropertyOptional({ description: 'Value of `after` for the next page; absent on the last' })
  readonly next?: string;
}
