import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { OptionalText } from '../text-member.decorators.ts';

export class StreamHistoryQueryDto {
  @OptionalText({
    description: 'One consumer group and what it reads, instead of all together',
    example: 'vehicles.reactions',
    maxLength: 255,
  })
  readonly group?: string;
}

/** One look at the streams. What Kafka did not answer is absent. */
export class StreamHistoryPointDto {
  @ApiProperty({ format: 'date-time' }) readonly at!: string;
  @ApiPropertyOptional({ description: 'Events still to be read' }) readonly lagEvents?: number;
  @ApiPropertyOptional({ description: 'Age of the oldest of them' }) readonly lagSeconds?: number;
  @ApiPropertyOptional({ description: 'Offsets written since the point before; control records count too' })
  readonly eventsPerSecond?: number;
}

export class StreamHistoryDto {
  @ApiPropertyOptional({ format: 'date-time', description: 'Absent before there is a first point' })
  readonly since?: string;
  @ApiPropertyOptional() readonly group?: string;
  @ApiProperty({ type: [StreamHistoryPointDto], description: 'The oldest first; of an hour at most' })
  readonly points!: readonly StreamHistoryPointDto[];
}
