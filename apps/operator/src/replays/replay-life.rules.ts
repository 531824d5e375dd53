/** A replay's life: draft → dry-run → approved → running ⇄ paused → done | cancelled | failed. */
export const replayStates = [
  'draft',
  'dry-run',
  'approved',
  'running',
  'paused',
  'done',
  'cancelled',
  'failed',
] as const;
export type ReplayState = (typeof replayStates)[number];

interface Step {
  readonly from: readonly ReplayState[];
  readonly to: ReplayState;
}

/**
 * Every step there is. A dry run may be repeated, and takes an approval with it: what was approved is what was counted.
 * The database holds the same table (replays.migration.ts) and refuses anything else.
 */
export const replaySteps = {
  'dry-run': { from: ['draft', 'dry-run', 'approved'], to: 'dry-run' },
  approval: { from: ['dry-run'], to: 'approved' },
  start: { from: ['approved'], to: 'running' },
  pause: { from: ['running'], to: 'paused' },
  resume: { from: ['paused'], to: 'running' },
  cancel: { from: ['draft', 'dry-run', 'approved', 'running', 'paused'], to: 'cancelled' },
  finish: { from: ['running'], to: 'done' },
  fail: { from: ['running'], to: 'failed' },
} as const satisfies Record<string, Step>;
export type ReplayStepName = keyof typeof replaySteps;

export const isOver = (state: ReplayState): boolean =>
  state === 'done' || state === 'cancelled' || state === 'failed';

export const allows = (state: ReplayState, step: ReplayStepName): boolean =>
  (replaySteps[step].from as readonly ReplayState[]).includes(state);

/** A count is a statement about a moment; after this it says too little about what would be replayed. */
export const DRY_RUN_VALID_MS = 60 * 60_000;
/** A draft that nobody started by then cannot be started any more. */
export const DRAFT_VALID_MS = 7 * 24 * 60 * 60_000;
