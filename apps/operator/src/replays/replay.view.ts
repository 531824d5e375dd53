import type { ReplayDto, ReplayStepDto } from './replay.dto.ts';
import { type Position, progressOf } from './replay-progress.rules.ts';
import type { Replay } from './replay.ts';

const step = (by: string | null, at: Date | null): ReplayStepDto | undefined =>
  by !== null && at !== null ? { by, at: at.toISOString() } : undefined;

/** @param positions checkpoints of the replay; those of a file's length are left out */
export function toReplayDto(replay: Replay, positions: readonly Position[]): ReplayDto {
  const { dryRun, dryRunAt, ranges, progress, evidence, failure, endedAt } = replay;
  const approved = step(replay.approvedBy, replay.approvedAt);
  const started = step(replay.startedBy, replay.startedAt);
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
    requested: { by: replay.requestedBy, at: replay.requestedAt.toISOString() },
    expiresAt: replay.expiresAt.toISOString(),
    ...(dryRun &&
      dryRunAt && {
        dryRun: {
          ...dryRun,
          at: dryRunAt.toISOString(),
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
