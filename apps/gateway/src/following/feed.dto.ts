import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { OptionalText } from '../text-member.decorator.ts';

export class FeedQueryDto {
  @OptionalText({
    pattern: '^[A-Za-z0-9_\\-]{1,100}$',
    description: '`next` of the last answer; absent: from the oldest event that is kept',
    example: 'uJ1y6cFqkS3mVt0XlcnZ6bKq4dGh1sRwJu8eQm2VtXlcnZ6b',
  })
  readonly after?: string;

  @OptionalText({
    pattern: '^([1-9][0-9]?|100)$',
    description: 'Most events, 1–100; default 50',
    example: '50',
  })
  readonly limit?: string;

  @OptionalText({
    pattern: '^(1?[0-9]|2[0-5])$',
    description: 'Seconds to wait for an event when there is none, 0–25; default 0',
    example: '20',
  })
  readonly waitS?: string;
}

class FeedEventDataDto {
  @ApiProperty({ description: 'Day from which the change holds', example: '2026-11-20' })
  readonly effectiveOn!: string;
}

/** CloudEvents 1.0, structured JSON. It says that something changed; ask for what you are entitled to. */
export class FeedEventDto {
  @ApiProperty({ enum: ['1.0'] })
  readonly specversion!: '1.0';

  @ApiProperty({ description: 'The same each time the event is delivered', format: 'uuid' })
  readonly id!: string;

  @ApiProperty({ example: 'urn:einmal:register:residents' })
  readonly source!: string;

  @ApiProperty({ example: 'resident.moved.v1' })
  readonly type!: string;

  @ApiProperty({ description: 'Your own file reference', example: 'BPA-2026-000123' })
  readonly subject!: string;

  @ApiProperty({ description: 'When the change was recorded', format: 'date-time' })
  readonly time!: string;

  @ApiProperty({ enum: ['application/json'] })
  readonly datacontenttype!: 'application/json';

  @ApiProperty({ type: FeedEventDataDto })
  readonly data!: FeedEventDataDto;

  @ApiPropertyOptional({ description: 'Replay by which an operator delivers it again' })
  readonly replayid?: string;
}

export class FeedDto {
  @ApiProperty({
    type: [FeedEventDto],
    description: "In the order of the feed; one subject's events in their order",
  })
  readonly events!: readonly FeedEventDto[];

  @ApiProperty({
    description: 'Cursor for `after`. Keep it once the events are safe with you; it differs each time.',
  })
  readonly next!: string;
}
