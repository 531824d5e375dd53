import type { Replay } from './replay.ts';

/** What the signed report says; instants in RFC 3339, UTC. */
export function reportOf(replay: Replay, outcome: 'done' | 'failed', endedAt: Date): object {
  const { dryRun, evidence, failure } = replay;
  return {
    replay: replay.id,
    outcome,
    verified: evidence?.verified ?? false,
    asked: { by: replay.requestedBy, at: replay.requestedAt, reason: replay.reason, ticket: replay.ticket },
    approved: { by: replay.approvedBy, at: replay.approvedAt, orderHash: replay.approvedHash },
    started: { by: replay.startedBy, at: replay.startedAt },
    ended: { at: endedAt, terms: replay.epoch },
    order: {
      selection: replay.selection,
      target: replay.target,
      ratePerSecond: replay.ratePerSecond,
      hash: replay.orderHash,
    },
    range: replay.ranges,
    dryRun: dryRun && {
      at: replay.dryRunAt,
      retention: dryRun.retention,
      read: dryRun.read,
      unreadable: dryRun.unreadable,
      selected: dryRun.selected,
    },
    source: evidence?.source ?? null,
    target: evidence?.target ?? null,
    detail: evidence?.detail ?? null,
    ...(failure && { failure }),
  };
}
