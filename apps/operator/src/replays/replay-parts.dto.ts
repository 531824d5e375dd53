import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { DryRunCheck, RunnerProgress } from './replay.ts';
import { targetKinds } from './replay-order.rules.ts';

const counts = { type: 'object', additionalProperties: { type: 'integer' } } as const;
const instant = { type: String, format: 'date-time' } as const;

/** Where a range begins or ends: at an instant, or at an offset of its one partition. */
export class ReplayBoundDto {
  @ApiPropertyOptional(instant) readonly time?: string;
  @ApiPropertyOptional() readonly offset?: number;
}

export class ReplaySelectionDto {
  @ApiProperty() readonly topic!: string;
  @ApiPropertyOptional({ type: [Number], description: 'All unless given' }) readonly partitions?: number[];
  @ApiPropertyOptional({ type: ReplayBoundDto }) readonly from?: ReplayBoundDto;
  @ApiPropertyOptional({ type: ReplayBoundDto }) readonly to?: ReplayBoundDto;
  @ApiPropertyOptional({ type: [String], description: 'Subjects: pseudonyms' }) readonly keys?: string[];
  @ApiPropertyOptional({ type: [String] }) readonly types?: string[];
}

export class ReplayTargetShownDto {
  @ApiProperty({ enum: targetKinds }) readonly kind!: (typeof targetKinds)[number];
  @ApiPropertyOptional() readonly group?: string;
  @ApiPropertyOptional() readonly topic?: string;
  @ApiPropertyOptional() readonly subscription?: string;
}

export class ReplayRangeDto {
  @ApiProperty() readonly partition!: number;
  @ApiProperty() readonly from!: number;
  @ApiProperty({ description: 'Exclusive' }) readonly to!: number;
}

const checks = ['retention', 'selection', 'target', 'target-group', 'unreadable'] as const;

export class DryRunCheckDto {
  @ApiProperty({ enum: checks satisfies readonly DryRunCheck['check'][] })
  readonly check!: DryRunCheck['check'];
  @ApiProperty() readonly ok!: boolean;
  @ApiProperty({ description: 'What is not ok and blocking keeps the replay from being approved' })
  readonly blocking!: boolean;
  @ApiProperty() readonly detail!: string;
}

export class ReplayCountsDto {
  @ApiProperty() readonly events!: number;
  @ApiProperty(counts) readonly byPartition!: Readonly<Record<string, number>>;
  @ApiProperty(counts) readonly byType!: Readonly<Record<string, number>>;
}

export class ReplayDryRunDto {
  @ApiProperty(instant) readonly at!: string;
  @ApiProperty({ description: 'Of this very dry run: what an approval names' }) readonly hash!: string;
  @ApiProperty({ description: 'Whether it can be approved' }) readonly passed!: boolean;
  @ApiProperty() readonly orderHash!: string;
  @ApiProperty({ type: [ReplayRangeDto] }) readonly ranges!: readonly ReplayRangeDto[];
  @ApiProperty({ type: 'object', additionalProperties: true, description: 'What is not retained any more' })
  readonly retention!: object;
  @ApiProperty({ description: 'Events in the ranges' }) readonly read!: number;
  @ApiProperty({ type: ReplayCountsDto, description: 'Those that would be replayed' })
  readonly selected!: ReplayCountsDto;
  @ApiProperty({ description: 'Messages that are no change events' }) readonly unreadable!: number;
  @ApiProperty({ type: [DryRunCheckDto] }) readonly checks!: readonly DryRunCheckDto[];
  @ApiProperty() readonly estimateSeconds!: number;
}

const phases = ['reading', 'verifying', 'waiting-for-group', 'catching-up'] as const;

export class ReplayProgressDto implements RunnerProgress {
  @ApiProperty() readonly passedOffsets!: number;
  @ApiProperty() readonly totalOffsets!: number;
  @ApiProperty() readonly percent!: number;
  @ApiProperty({ description: 'Events' }) readonly read!: number;
  @ApiProperty({ description: 'Events' }) readonly delivered!: number;
  @ApiPropertyOptional() readonly etaSeconds?: number;
  @ApiPropertyOptional({ enum: phases }) readonly phase?: (typeof phases)[number];
  @ApiPropertyOptional() readonly offsetsPerSecond?: number;
  @ApiPropertyOptional() readonly eventsPerSecond?: number;
  @ApiPropertyOptional({ description: 'Class of the fault that is being retried' })
  readonly retrying?: string;
}

export class ReplayFailureDto {
  @ApiProperty() readonly code!: string;
  @ApiProperty() readonly detail!: string;
}
