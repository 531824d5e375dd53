import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { PartitionRange } from '#libs/kafka';
import { type ReplayState, replayStates } from './replay-life.rules.ts';
import type { Position, Progress } from './replay-progress.rules.ts';
import type { ReplayTarget, Selection } from './replay-selection.rules.ts';
import type { DryRun, Evidence, Replay, RunnerProgress } from './replay.ts';

const instant = { format: 'date-time' };
const open = { type: 'object', additionalProperties: true } as const;

/** A step: who took it, and when. */
export class ReplayStepDto {
  @ApiProperty({ description: 'Operator (`sub` of the token)' }) readonly by!: string;
  @ApiProperty(instant) readonly at!: string;
}

export class ReplayDto {
  @ApiProperty({ format: 'uuid' }) readonly id!: string;
  @ApiProperty({ enum: replayStates }) readonly state!: ReplayState;
  @ApiProperty({ ...open, description: 'Topic, partitions, bounds, keys, types' })
  readonly selection!: Selection;
  @ApiProperty(open) readonly target!: ReplayTarget;
  @ApiProperty() readonly ratePerSecond!: number;
  @ApiProperty({ description: 'SHA-256 over selection, target and rate' }) readonly orderHash!: string;
  @ApiProperty() readonly reason!: string;
  @ApiProperty() readonly ticket!: string;
  @ApiProperty({ type: ReplayStepDto }) readonly requested!: ReplayStepDto;
  @ApiProperty({ ...instant, description: 'Until then it can be started' }) readonly expiresAt!: string;
  @ApiPropertyOptional({
    ...open,
    description: 'Ranges, retention, counts by partition and type, checks, estimate',
  })
  readonly dryRun?: DryRun & { readonly at: string; readonly passed: boolean };
  @ApiPropertyOptional({ type: ReplayStepDto }) readonly approved?: ReplayStepDto;
  @ApiPropertyOptional({ type: ReplayStepDto }) readonly started?: ReplayStepDto;
  @ApiPropertyOptional({ ...open, description: 'Frozen at the start; `to` is exclusive' })
  readonly ranges?: readonly PartitionRange[];
  @ApiPropertyOptional({
    ...open,
    description:
      'Offsets passed and in all, percent, events read and delivered, events per second, phase, ETA',
  })
  readonly progress?: Progress & RunnerProgress;
  @ApiPropertyOptional({
    type: [Object],
    description: 'Per partition: next offset, events read and delivered',
  })
  readonly checkpoints?: readonly Position[];
  @ApiPropertyOptional({ ...open, description: 'What reading source and target again found' })
  readonly evidence?: Evidence;
  @ApiPropertyOptional(open) readonly failure?: NonNullable<Replay['failure']>;
  @ApiPropertyOptional(instant) readonly endedAt?: string;
}

export class ReplayListDto {
  @ApiProperty({ type: [ReplayDto] }) readonly replays!: readonly ReplayDto[];
}

export class ReplayReportDto {
  @ApiProperty({ ...open, description: 'The report in the clear' }) readonly report!: object;
  @ApiProperty({ description: 'The same as compact JWS (EdDSA); keys at /.well-known/jwks.json' })
  readonly jws!: string;
}

export class JwksDto {
  @ApiProperty({ type: [Object] }) readonly keys!: readonly object[];
}
