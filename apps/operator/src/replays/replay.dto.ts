import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { PartitionRange } from '#libs/kafka';
import {
  ReplayDryRunDto,
  ReplayFailureDto,
  ReplayProgressDto,
  ReplayRangeDto,
  ReplaySelectionDto,
  ReplayTargetShownDto,
} from './replay-parts.dto.ts';
import type { ReplayTarget, Selection } from './replay-order.rules.ts';
import { dryRunHash } from './replay-approval.rules.ts';
import { type Position, type Progress, progressOf } from './replay-progress.rules.ts';
import {
  type DryRun,
  type Evidence,
  type Replay,
  type ReplayState,
  replayStates,
  type RunnerProgress,
} from './replay.ts';

const instant = { format: 'date-time' };
const open = { type: 'object', additionalProperties: true } as const;

/** A step: who took it, and when. */
export class ReplayStepDto {
  @ApiProperty({ description: 'Operator (`sub` of the token), or client id of a machine' })
  readonly by!: string;
  @ApiProperty(instant) readonly at!: string;
  @ApiPropertyOptional({ description: 'Whose `by` it is; absent where a machine took the step' })
  readonly issuer?: string;
  @ApiPropertyOptional({ description: 'Where the operator had logged in; absent with `issuer`' })
  readonly client?: string;
}

export class ReplayDto {
  @ApiProperty({ format: 'uuid' }) readonly id!: string;
  @ApiProperty({ enum: replayStates }) readonly state!: ReplayState;
  @ApiProperty({ type: ReplaySelectionDto })
  readonly selection!: Selection;
  @ApiProperty({ type: ReplayTargetShownDto }) readonly target!: ReplayTarget;
  @ApiProperty() readonly ratePerSecond!: number;
  @ApiProperty({ description: 'SHA-256 over selection, target and rate' }) readonly orderHash!: string;
  @ApiProperty() readonly reason!: string;
  @ApiProperty() readonly ticket!: string;
  @ApiProperty({ type: ReplayStepDto }) readonly requested!: ReplayStepDto;
  @ApiProperty({ ...instant, description: 'Until then it can be started' }) readonly expiresAt!: string;
  @ApiPropertyOptional({ type: ReplayDryRunDto, description: 'What was counted last' })
  readonly dryRun?: DryRun & { readonly at: string; readonly hash: string; readonly passed: boolean };
  @ApiPropertyOptional({ type: ReplayStepDto }) readonly approved?: ReplayStepDto;
  @ApiPropertyOptional({ type: ReplayStepDto }) readonly started?: ReplayStepDto;
  @ApiPropertyOptional({ type: [ReplayRangeDto], description: 'Frozen at the start' })
  readonly ranges?: readonly PartitionRange[];
  @ApiPropertyOptional({ type: ReplayProgressDto })
  readonly progress?: Progress & RunnerProgress;
  @ApiPropertyOptional({
    type: [Object],
    description: 'Per partition: next offset, events read and delivered',
  })
  readonly checkpoints?: readonly Position[];
  @ApiPropertyOptional({ ...open, description: 'What reading source and target again found' })
  readonly evidence?: Evidence;
  @ApiPropertyOptional({ type: ReplayFailureDto }) readonly failure?: NonNullable<Replay['failure']>;
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

function step(
  by: string | null,
  at: Date | null,
  issuer: string | null,
  client: string | null,
): ReplayStepDto | undefined {
  if (by === null || at === null) return undefined;
  return {
    by,
    at: at.toISOString(),
    ...(issuer !== null && client !== null && { issuer, client }),
  };
}

/** @param positions checkpoints of the replay; those of a file's length are left out */
export function toReplayDto(replay: Replay, positions: readonly Position[]): ReplayDto {
  const { dryRun, dryRunAt, ranges, progress, evidence, failure, endedAt } = replay;
  const approved = step(replay.approvedBy, replay.approvedAt, replay.approvedIssuer, replay.approvedClient);
  const started = step(replay.startedBy, replay.startedAt, replay.startedIssuer, replay.startedClient);
  const { requestedBy, requestedAt, requestedIssuer, requestedClient } = replay;
  const requested = step(requestedBy, requestedAt, requestedIssuer, requestedClient);
  const checkpoints = positions.filter(({ partition }) => partition >= 0);
  const speed = replay.state === 'running' ? progress.offsetsPerSecond : undefined;
  return {
    id: replay.id,
    state: replay.state,
    selection: replay.selection,
    target: replay.target,
    ratePerSecond: replay.ratePerSecond,
    orderHash: replay.orderHash,
    reason: replay.reason,
    ticket: replay.ticket,
    requested: requested as ReplayStepDto,
    expiresAt: replay.expiresAt.toISOString(),
    ...(dryRun &&
      dryRunAt && {
        dryRun: {
          ...dryRun,
          at: dryRunAt.toISOString(),
          hash: dryRunHash(dryRun, dryRunAt),
          passed: dryRun.checks.every(({ ok, blocking }) => ok || !blocking),
        },
      }),
    ...(approved && { approved }),
    ...(started && { started }),
    ...(ranges && {
      ranges,
      checkpoints,
      progress: { ...progress, ...progressOf(ranges, checkpoints, speed) },
    }),
    ...(evidence && { evidence }),
    ...(failure && { failure }),
    ...(endedAt && { endedAt: endedAt.toISOString() }),
  };
}
