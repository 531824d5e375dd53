import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { AnswerDto } from '../drafts/index.ts';
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

export class MySubmissionListDto {
  @ApiProperty({ type: [SubmissionSummaryDto] })
  readonly submissions!: readonly SubmissionSummaryDto[];

  @ApiPropertyOptional({ description: 'Value of `after` for the next page; absent on the last' })
  readonly next?: string;
}
