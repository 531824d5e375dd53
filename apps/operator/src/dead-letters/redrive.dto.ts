import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

export const redriveKinds = ['REDRIVE', 'DISCARD'] as const;
export type RedriveKind = (typeof redriveKinds)[number];
export const redriveStates = ['RUNNING', 'DONE'] as const;

/** What became of the events that one step of an operator asked for. */
export class RedriveProgressDto {
  @ApiProperty() readonly keys!: number;
  @ApiProperty({ description: 'Keys of which nothing is pending' }) readonly keysSettled!: number;
  @ApiProperty() readonly events!: number;
  @ApiProperty({ description: 'Handled, or given up where that was asked for' }) readonly done!: number;
  @ApiProperty({ description: 'Handled again, and failed again: parked as before' })
  readonly failedAgain!: number;
  @ApiProperty({ description: 'Not tried, because an earlier event of the key failed again' })
  readonly heldBack!: number;
  @ApiProperty() readonly pending!: number;
}

export class LeftOutDto {
  @ApiProperty({ example: 'vehicles.reactions' }) readonly group!: string;
  @ApiProperty({ description: 'Its parked events that fit' }) readonly events!: number;
}

export class RedriveDescriptionDto {
  @ApiProperty({ format: 'uuid' }) readonly id!: string;
  @ApiProperty({ enum: redriveKinds }) readonly kind!: RedriveKind;
  @ApiProperty({ enum: redriveStates }) readonly state!: (typeof redriveStates)[number];
  @ApiProperty({ description: 'The group has not answered in time; what is pending may be asked for anew' })
  readonly isUnanswered!: boolean;
  @ApiProperty({
    description: 'Operator, or client id of a machine; the audit log has the rest',
    example: 'p_Ze5rC7gBh3NyTd9F',
  })
  readonly requestedBy!: string;
  @ApiProperty({ format: 'date-time' }) readonly requestedAt!: string;
  @ApiPropertyOptional({ format: 'date-time' }) readonly finishedAt?: string;
  @ApiPropertyOptional() readonly reason?: string;
  @ApiProperty({ type: 'object', additionalProperties: true }) readonly selection!: object;
  @ApiProperty({ type: RedriveProgressDto }) readonly progress!: RedriveProgressDto;
  @ApiProperty({
    type: [LeftOutDto],
    description:
      'Consumer groups that Kafka did not know (any more), so that nobody would carry it out: their events stay parked',
  })
  readonly leftOut!: readonly LeftOutDto[];
  @ApiProperty({
    type: [String],
    description:
      'Of a discard: consumer groups that Kafka did not know (any more) and that carry it out when their services run again',
    example: ['vehicles.reactions'],
  })
  readonly absentGroups!: readonly string[];
}

export class RedriveListDto {
  @ApiProperty({ type: [RedriveDescriptionDto], description: 'Newest first, at most 100' })
  readonly redrives!: readonly RedriveDescriptionDto[];
}
