import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { letterStates } from './announcement.rules.ts';

/** An event that a consumer group could not handle. */
export class DeadLetterDto {
  @ApiProperty({ format: 'uuid' }) readonly id!: string;
  @ApiProperty({ example: 'vehicles.reactions' }) readonly group!: string;
  @ApiProperty({ example: 'register.residents.changes.v1' }) readonly topic!: string;
  @ApiProperty({ description: '`topic/partition/offset`; of a replayed event that of the original' })
  readonly origin!: string;
  @ApiProperty({ description: 'Empty when the event cannot be read', example: 'resident.moved.v1' })
  readonly type!: string;
  @ApiProperty() readonly eventId!: string;
  @ApiPropertyOptional({ description: 'The replay it came from' }) readonly replayId?: string;
  @ApiProperty({ description: 'Keyed pseudonym of the subject; nobody can tell from it who it is' })
  readonly key!: string;
  @ApiProperty({ enum: letterStates }) readonly state!: (typeof letterStates)[number];
  @ApiProperty({ example: 'handler-failed' }) readonly causeCode!: string;
  @ApiProperty({ description: 'Class and code of the fault, never its text', example: 'TypeError' })
  readonly cause!: string;
  @ApiProperty({ description: 'How often its handler was called' }) readonly attempts!: number;
  @ApiProperty({ description: 'Whether later events of the key wait behind it' })
  readonly blocksKey!: boolean;
  @ApiProperty({ description: 'How often a redrive ended with the event parked again' })
  readonly failedRedrives!: number;
  @ApiProperty({ format: 'date-time' }) readonly parkedAt!: string;
  @ApiProperty({ format: 'date-time', description: 'When its state or cause changed last' })
  readonly changedAt!: string;
}

export class DeadLetterPageDto {
  @ApiProperty({ type: [DeadLetterDto], description: 'Newest first' })
  readonly deadLetters!: readonly DeadLetterDto[];
  @ApiPropertyOptional({ description: 'Value of `after` for the next page; absent on the last' })
  readonly next?: string;
}

export class DeadLetterStepDto {
  @ApiProperty({ format: 'date-time' }) readonly at!: string;
  @ApiProperty({ enum: letterStates }) readonly state!: (typeof letterStates)[number];
  @ApiProperty() readonly causeCode!: string;
  @ApiProperty() readonly attempts!: number;
}

export class DeadLetterCorrectionDto {
  @ApiProperty({ format: 'uuid' }) readonly id!: string;
  @ApiProperty({ example: 'dry-run' }) readonly state!: string;
  @ApiProperty({ description: 'Operator, or client id of a machine' }) readonly requestedBy!: string;
  @ApiProperty({ format: 'date-time' }) readonly requestedAt!: string;
}

export class DeadLetterDetailDto extends DeadLetterDto {
  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    description: 'The members of the thin event; absent when it was none, for it might hold anything then',
  })
  readonly event?: object;
  @ApiProperty({ description: 'Size of what was parked' }) readonly bytes!: number;
  @ApiProperty({ description: 'Why no personal data stand here' }) readonly privacy!: string;
  @ApiProperty({ type: [DeadLetterStepDto], description: 'What happened to it, oldest first' })
  readonly steps!: readonly DeadLetterStepDto[];
  @ApiProperty({ type: [DeadLetterCorrectionDto], description: 'The last twenty, newest first' })
  readonly corrections!: readonly DeadLetterCorrectionDto[];
  @ApiProperty({ description: 'Parked events of the same key and group that come before it' })
  readonly waitsFor!: number;
  @ApiProperty({ description: 'Parked events of the same key and group that wait behind it' })
  readonly holdsBack!: number;
}

export class DeadLetterCountDto {
  @ApiProperty() readonly group!: string;
  @ApiProperty({ description: 'Empty for events that cannot be read' }) readonly type!: string;
  @ApiProperty() readonly causeCode!: string;
  @ApiProperty({ description: 'Parked events' }) readonly parked!: number;
  @ApiProperty({ description: 'Distinct keys among them' }) readonly keys!: number;
  @ApiProperty({ description: 'Of these, events that a redrive did not help' }) readonly failedAgain!: number;
  @ApiProperty({ format: 'date-time' }) readonly oldestParkedAt!: string;
}

export class DeadLetterGroupDto {
  @ApiProperty() readonly group!: string;
  @ApiProperty() readonly parked!: number;
  @ApiProperty({ description: 'Keys whose later events wait' }) readonly keysBlocked!: number;
  @ApiProperty() readonly redriven!: number;
  @ApiProperty() readonly discarded!: number;
  @ApiPropertyOptional({ format: 'date-time' }) readonly oldestParkedAt?: string;
}

export class DeadLetterSummaryDto {
  @ApiProperty({ type: [DeadLetterGroupDto] }) readonly groups!: readonly DeadLetterGroupDto[];
  @ApiProperty({ type: [DeadLetterCountDto], description: 'Parked events by group, type and cause' })
  readonly parked!: readonly DeadLetterCountDto[];
}
