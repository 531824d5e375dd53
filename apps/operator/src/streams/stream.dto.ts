import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

export const topicKinds = ['CHANGES', 'DEAD_LETTERS', 'DELIVERIES', 'OTHER'] as const;
export type TopicKind = (typeof topicKinds)[number];

export class StreamPartitionDto {
  @ApiProperty() readonly partition!: number;
  @ApiProperty({ description: 'First offset that is kept' }) readonly earliestOffset!: string;
  @ApiProperty({ description: 'Offset that the next event gets' }) readonly endOffset!: string;
}

export class StreamTopicDto {
  @ApiProperty({ example: 'register.residents.changes.v1' }) readonly name!: string;
  @ApiProperty({ enum: topicKinds }) readonly kind!: TopicKind;
  @ApiProperty({ description: 'Offsets kept, of all partitions; control records count too' })
  readonly kept!: number;
  @ApiProperty({ type: [StreamPartitionDto] }) readonly partitions!: readonly StreamPartitionDto[];
}

export class GroupPartitionDto {
  @ApiProperty() readonly partition!: number;
  @ApiProperty({ description: 'Offset at which the group reads on' }) readonly offset!: string;
  @ApiProperty({ description: 'Events still to be read' }) readonly lagEvents!: number;
}

export class GroupTopicDto {
  @ApiProperty() readonly topic!: string;
  @ApiProperty() readonly lagEvents!: number;
  @ApiPropertyOptional({
    description:
      'Age of the oldest event still to be read, to about a second; absent when it could not be found',
  })
  readonly lagSeconds?: number;
  @ApiProperty({ type: [GroupPartitionDto] }) readonly partitions!: readonly GroupPartitionDto[];
}

export class StreamGroupDto {
  @ApiProperty({ example: 'vehicles.reactions' }) readonly name!: string;
  @ApiProperty({ example: 'Stable', description: 'As Kafka names it; `Empty` when nobody reads' })
  readonly state!: string;
  @ApiProperty() readonly members!: number;
  @ApiProperty() readonly lagEvents!: number;
  @ApiPropertyOptional() readonly lagSeconds?: number;
  @ApiProperty({ type: [GroupTopicDto] }) readonly topics!: readonly GroupTopicDto[];
}

export class RelayDto {
  @ApiProperty({ example: 'residents' }) readonly register!: string;
  @ApiProperty({ description: 'Committed events not yet on Kafka' }) readonly backlogEvents!: number;
  @ApiProperty({ description: 'Age of the oldest of them' }) readonly oldestEventAgeSeconds!: number;
  @ApiProperty({ description: 'Whether the process that answered brings the events to Kafka' })
  readonly leading!: boolean;
}

/** A task that keeps a database as it should be. */
export class UpkeepDto {
  @ApiProperty({ example: 'residents', description: 'Register, or `operator` for this service' })
  readonly service!: string;
  @ApiProperty({ example: 'log-retention' }) readonly task!: string;
  @ApiPropertyOptional({ description: 'For how long the oldest thing has been due that is not done' })
  readonly lagSeconds?: number;
  @ApiPropertyOptional({
    format: 'date-time',
    description: 'When a process last did it, or began where it has not yet',
  })
  readonly lastDoneAt?: string;
}

export class StreamDeadLettersDto {
  @ApiProperty() readonly group!: string;
  @ApiProperty({ description: 'Parked events' }) readonly parked!: number;
  @ApiProperty({ description: 'Keys whose later events wait' }) readonly keysBlocked!: number;
  @ApiPropertyOptional({ format: 'date-time' }) readonly oldestParkedAt?: string;
}

export class MissingPartDto {
  @ApiProperty({ example: 'kafka', description: 'What this answer lacks' }) readonly part!: string;
  @ApiProperty({ example: 'does not answer' }) readonly reason!: string;
}

/** What Kafka told before it went away. */
export class LastOfKafkaDto {
  @ApiProperty({ format: 'date-time', description: 'When it was told' }) readonly asOf!: string;
  @ApiProperty({ type: [StreamTopicDto] }) readonly topics!: readonly StreamTopicDto[];
  @ApiProperty({ type: [StreamGroupDto] }) readonly groups!: readonly StreamGroupDto[];
}

export class StreamsDto {
  @ApiProperty({ format: 'date-time', description: 'Not older than a second' }) readonly asOf!: string;
  @ApiProperty({ description: 'False when `missing` names something' }) readonly complete!: boolean;
  @ApiProperty({ type: [MissingPartDto] }) readonly missing!: readonly MissingPartDto[];
  @ApiProperty({ type: [StreamTopicDto], description: 'None while Kafka is missing' })
  readonly topics!: readonly StreamTopicDto[];
  @ApiProperty({ type: [StreamGroupDto], description: 'None while Kafka is missing' })
  readonly groups!: readonly StreamGroupDto[];
  @ApiPropertyOptional({
    type: LastOfKafkaDto,
    description: 'While Kafka is missing, and since this service has known anything of it',
  })
  readonly lastOfKafka?: LastOfKafkaDto;
  @ApiProperty({ type: [RelayDto] }) readonly relays!: readonly RelayDto[];
  @ApiProperty({ type: [UpkeepDto], description: 'Of the registers and of this service' })
  readonly upkeep!: readonly UpkeepDto[];
  @ApiProperty({ type: [StreamDeadLettersDto] }) readonly deadLetters!: readonly StreamDeadLettersDto[];
}
