import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  ArrayUnique,
  IsArray,
  IsDefined,
  IsIn,
  IsInt,
  Matches,
  Max,
  Min,
} from 'class-validator';
import { NestedList } from '#libs/service-kit';
import { freeText, Given, ID, OptionalText, RequiredText } from '../text-member.decorators.ts';

/** Of int in the database. */
const MOST = 2_147_483_647;
/** As many evidence types as one application takes, and systems as an authority may have. */
const MOST_SOURCES = 8;

export const ways = ['ENTER_IT', 'BRING_PAPER'] as const;
export type Way = (typeof ways)[number];

const release = {
  pattern: '^[A-Za-z0-9_\\-]{20,1000}(\\.[A-Za-z0-9_\\-]{10,3000}){4}$',
  description: 'As the gateway answered the use of the preview: a compact JWE',
  example: 'eyJhbGciOiJFQ0RILUVTK0EyNTZLVyJ9.AAAAAAAAAA.AAAAAAAAAAAAAAAA.AAAAAAAAAA.AAAAAAAAAA',
};

/** With `release` or `releases` where it was released, with `way` where it was not. */
export class SubmittedSourceDto {
  @RequiredText({
    pattern: ID,
    description: 'Evidence type of the form',
    example: 'residents.parking-permit.v1',
  })
  readonly evidenceType!: string;

  @OptionalText(release)
  readonly release?: string;

  @ApiPropertyOptional({
    type: 'array',
    items: { type: 'string', pattern: release.pattern },
    minItems: 1,
    maxItems: MOST_SOURCES,
    description:
      'The `releases` that the gateway answered, one for each system of the authority; instead of `release`',
    example: [release.example],
  })
  @Given()
  @IsArray({ message: 'must be a list' })
  @ArrayNotEmpty({ message: 'must have an entry' })
  @ArrayMaxSize(MOST_SOURCES, { message: `must have at most ${MOST_SOURCES} entries` })
  @Matches(new RegExp(release.pattern, 'u'), { each: true, message: 'must be a list of compact JWEs' })
  readonly releases?: readonly string[];

  @ApiPropertyOptional({ enum: ways, description: 'How it comes instead' })
  @Given()
  @IsIn(ways)
  readonly way?: Way;
}

const sources = {
  maxItems: MOST_SOURCES,
  description: 'For each evidence type of the form what became of it',
};

export class SubmitDraftDto {
  @ApiProperty({ example: 1, minimum: 1, maximum: MOST, description: 'The `version` that was read' })
  @IsInt()
  @Min(1)
  @Max(MOST)
  readonly expectedVersion!: number;

  @ApiProperty({ type: [SubmittedSourceDto], ...sources })
  @IsDefined({ message: 'is required' })
  @NestedList(() => SubmittedSourceDto, MOST_SOURCES)
  @ArrayUnique(({ evidenceType }: SubmittedSourceDto) => evidenceType, {
    message: 'must name no evidence type twice',
  })
  readonly sources!: readonly SubmittedSourceDto[];
}

/** To what a clerk asked, or a release made anew. */
export class AnswerSubmissionDto {
  @OptionalText({
    ...freeText(1, 4_000),
    description: 'To what was asked',
    example: 'Die Wohnung ist im Hinterhaus.',
  })
  readonly text?: string;

  @ApiPropertyOptional({
    type: [SubmittedSourceDto],
    ...sources,
    description: 'Evidence that is missing, released now',
  })
  @Given()
  @NestedList(() => SubmittedSourceDto, MOST_SOURCES)
  @ArrayUnique(({ evidenceType }: SubmittedSourceDto) => evidenceType, {
    message: 'must name no evidence type twice',
  })
  readonly sources?: readonly SubmittedSourceDto[];
}
