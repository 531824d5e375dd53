import { randomBytes } from 'node:crypto';
import type { FeedDeliveries, FeedEvent } from '../following/index.ts';
import { type Failure, type Verdict, webhookId } from './answer.rules.ts';
import type { CallbackNetwork } from './callback-connection.ts';
import { type AttemptOutcome, CallbackLine } from './callback-line.ts';
import type { Lease, LeaseStore, Standing } from './lease.store.ts';
import type { ProgressStore } from './progress.store.ts';
import { type RetrySchedule, waitAfter } from './retry.rules.ts';

export interface TurnParts {
  readonly leases: LeaseStore;
  readonly progress: ProgressStore;
  readonly deliveries: Pick<FeedDeliveries, 'take' | 'takeEvent'>;
  readonly network: CallbackNetwork;
  readonly schedule: RetrySchedule;
  /** Told of every attempt: `delivered`, `gone`, or a failure's reason. */
  readonly report: (result: string, callback: string) => void;
  /** Told of what is nobody's refusal but a fault of ours. */
  readonly fault: (error: unknown) => void;
}

/** What the sender does next: more of the same, something else of this callback, or nothing more for it. */
export type Progress = 'go-on' | 'done' | 'stop';

const TURN_MS = 15_000;

/** What all attempts of one turn share: the lease, the line to the callback, and what its failures mean for it. */
export class CallbackTurn {
  readonly line: CallbackLine;
  private readonly endMs = performance.now() + TURN_MS;

  constructor(
    readonly parts: TurnParts,
    readonly lease: Lease,
    private readonly stopping: AbortSignal,
  ) {
    this.line = new CallbackLine(parts.network);
  }

  /** Renews the lease for one more attempt. Undefined: the turn is over. */
  standing(subscriptionId: string): Promise<Standing | undefined> {
    const over = this.stopping.aborted || performance.now() > this.endMs;
    return over ? Promise.resolve(undefined) : this.parts.leases.renew(this.lease, subscriptionId);
  }

  /** A callback that failed is reached before anything is decided: no disclosure is recorded for nobody. */
  async unreachable({ url, failures }: Standing): Promise<Failure | undefined> {
    const failure = failures > 0 ? await this.line.reach(url) : undefined;
    if (failure) this.report(failure);
    return failure;
  }

  async send(event: FeedEvent, subscriptionId: string, { url }: Standing): Promise<AttemptOutcome> {
    const secrets = await this.parts.leases.signing(this.lease);
    if (secrets === undefined) return 'stale';
    const outcome = await this.line.send(url, webhookId(event, subscriptionId), event, secrets);
    if (outcome !== 'stale') this.report(outcome);
    return outcome;
  }

  async delivered({ failures }: Standing): Promise<'go-on'> {
    if (failures > 0) await this.parts.progress.healthy(this.lease.callback);
    return 'go-on';
  }

  /** The callback pauses, longer each time; after the whole schedule it is disabled, and nothing was given up. */
  async ail({ failures }: Standing, { reason, retryAfterMs }: Failure): Promise<'stop'> {
    const pauseMs = this.wait(failures + 1, retryAfterMs);
    await this.parts.progress.ailing(this.lease.callback, reason, pauseMs, 'FAILING');
    return 'stop';
  }

  /** The receiver wants nothing more, of any subscription (410). */
  async disable(): Promise<'stop'> {
    await this.parts.progress.ailing(this.lease.callback, 'gone', undefined, 'GONE');
    return 'stop';
  }

  wait(failed: number, retryAfterMs = 0): number | undefined {
    return waitAfter(failed, this.parts.schedule, Math.random(), retryAfterMs);
  }

  private report(outcome: Verdict): void {
    this.parts.report(typeof outcome === 'string' ? outcome : outcome.reason, this.lease.callback);
  }
}

/** Each attempt is a call of its own in the logs and decisions. */
export const newTraceId = (): string => randomBytes(16).toString('hex');
