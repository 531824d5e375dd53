import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayUnique, IsDefined, IsInt, Max, Min } from 'class-validator';
import { NestedList } from '#libs/service-kit';
import { ID, RequiredText } from '../text-member.decorators.ts';
import { AnswerDto, MOST_ANSWERS } from './answer.dto.ts';

/** Of int in the database. */
const MOST = 2_147_483_647;
const form = { pattern: ID, description: 'Id of the form', example: 'resident-parking-permit' };
const formVersion = { example: 1, minimum: 1, maximum: MOST };

export class NewDraftDto {
  @RequiredText(form)
  readonly form!: string;

  @ApiProperty({ ...formVersion, description: 'Version of the form that is shown' })
  @IsInt()
  @Min(1)
  @Max(MOST)
  readonly version!: number;
}

/** All that was typed so far; what a register said has no place here. */
export class SaveDraftDto {
  @ApiProperty({ example: 1, minimum: 1, maximum: MOST, description: 'The `version` that was read' })
  @IsInt()
  @Min(1)
  @Max(MOST)
  readonly expectedVersion!: number;

  @ApiProperty({ ...formVersion, description: 'Version of the form that it was typed into' })
  @IsInt()
  @Min(1)
  @Max(MOST)
  readonly formVersion!: number;

  @ApiProperty({ type: [AnswerDto], maxItems: MOST_ANSWERS })
  @IsDefined({ message: 'is required' })
  @NestedList(() => AnswerDto, MOST_ANSWERS)
  @ArrayUnique(({ field }: AnswerDto) => field, { message: 'must name no field twice' })
  readonly answers!: readonly AnswerDto[];
}

export class UnfitFieldDto {
  @ApiProperty({ example: 'reason' })
  readonly field!: string;

  @ApiProperty({ example: 'The form has no such field.' })
  readonly detail!: string;
}

export class DraftSummaryDto {
  @ApiProperty({ format: 'uuid' })
  readonly id!: string;

  @ApiProperty({ example: 'resident-parking-permit' })
  readonly form!: string;

  @ApiProperty({ example: 1, description: 'Version of the form that it was typed into' })
  readonly formVersion!: number;

  @ApiProperty({ example: 1, description: 'Send it as `expectedVersion`' })
  readonly version!: number;

  @ApiProperty({ format: 'date-time' })
  readonly changedAt!: string;

  @ApiProperty({ format: 'date-time', description: 'When it is removed' })
  readonly expiresAt!: string;
}

export class DraftDto extends DraftSummaryDto {
  @ApiPropertyOptional({ example: 2, description: 'Set where the form has another version now' })
  readonly currentFormVersion?: number;

  @ApiProperty({ type: [AnswerDto] })
  readonly answers!: readonly AnswerDto[];

  @ApiProperty({
    type: [UnfitFieldDto],
    description: 'What the form of today does not have or does not take; it is kept all the same',
  })
  readonly unfit!: readonly UnfitFieldDto[];
}

export class DraftListDto {
  @ApiProperty({ type: [DraftSummaryDto] })
  readonly drafts!: readonly DraftSummaryDto[];
}
