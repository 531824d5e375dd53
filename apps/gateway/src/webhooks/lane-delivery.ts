import { DomainError } from '#libs/service-kit';
import type { DeliveredEvent, Delivery } from '../following/index.ts';
import type { Failure } from './answer.rules.ts';
import { type CallbackTurn, newTraceId, type Progress } from './callback-turn.ts';
import type { Standing } from './lease.store.ts';
import { resultOf, type Step } from './progress.store.ts';

/** Events of one subscription before the next one has its turn. */
const BURST = 50;
/** Until a subscription is asked again whose events could not be decided: a register is silent, or rights ended. */
const DEFER_MS = { soon: 5_000, over: 600_000 };
/** Looked at again now and then, because a policy may bring rights back. */
const ended: ReadonlySet<string> = new Set([
  'subscription-ended',
  'subscription-unknown',
  'subscription-not-granted',
  'client-inactive',
]);

/**
 * One subscription's events, in the order of its feed: the next is sent when this one arrived, was given up, or may not
 * be told any more.
 */
export class LaneDelivery {
  constructor(private readonly turn: CallbackTurn) {}

  async drain(subscriptionId: string): Promise<Progress> {
    for (let sent = 0; sent < BURST; sent++) {
      const progress = await this.step(subscriptionId);
      if (progress !== 'go-on') return progress;
    }
    return 'done';
  }

  private async step(subscriptionId: string): Promise<Progress> {
    const standing = await this.turn.standing(subscriptionId);
    if (standing === undefined) return 'stop';
    const unreachable = await this.turn.unreachable(standing);
    if (unreachable) return this.putOff(subscriptionId, standing, unreachable);
    const from = standing.position;
    const taken = await this.take(subscriptionId, from);
    if (taken === undefined) return 'done';
    const step = { subscriptionId, from, to: taken.next };
    const [delivered] = taken.events;
    if (delivered !== undefined) return this.attempt(step, delivered, standing);
    if (step.to === from) return 'done';
    await this.turn.parts.progress.pass(step);
    return 'go-on';
  }

  private async attempt(step: Step, delivered: DeliveredEvent, standing: Standing): Promise<Progress> {
    const { progress } = this.turn.parts;
    const outcome = await this.turn.send(delivered.event, step.subscriptionId, standing);
    if (outcome === 'stale') return 'go-on';
    if (outcome === 'delivered') {
      await progress.settle(step, delivered, { result: outcome }, 'DELIVERED');
      return this.turn.delivered(standing);
    }
    if (outcome === 'gone') {
      await progress.postpone(step, 0, delivered, { result: outcome, status: 410 });
      return this.turn.disable();
    }
    return this.failed(step, delivered, standing, outcome);
  }

  /** An event is given up only when the callback takes others. */
  private async failed(
    step: Step,
    delivered: DeliveredEvent,
    standing: Standing,
    failure: Failure,
  ): Promise<Progress> {
    const { progress, schedule } = this.turn.parts;
    const waitMs = this.turn.wait(standing.attempts + 1, failure.retryAfterMs);
    const callbackFails = failure.of === 'callback' && standing.failures + 1 >= schedule.attempts;
    if (waitMs === undefined && !callbackFails) {
      await progress.settle(step, delivered, resultOf(failure), 'FAILED');
    } else {
      await progress.postpone(step, waitMs ?? 0, delivered, resultOf(failure));
    }
    return failure.of === 'event' ? 'done' : this.turn.ail(standing, failure);
  }

  private async putOff(subscriptionId: string, standing: Standing, failure: Failure): Promise<Progress> {
    const { progress, schedule } = this.turn.parts;
    const waitMs = this.turn.wait(standing.attempts + 1) ?? schedule.mostMs;
    await progress.postponeUndecided(subscriptionId, standing.position, waitMs, failure.reason);
    return this.turn.ail(standing, failure);
  }

  /** Undefined: nothing can be decided now, and the lane is put off. */
  private async take(subscriptionId: string, after: number): Promise<Delivery | undefined> {
    const { deliveries, progress, fault } = this.turn.parts;
    try {
      return await deliveries.take(subscriptionId, { after, limit: 1, traceId: newTraceId() });
    } catch (error) {
      const code = error instanceof DomainError ? error.code : undefined;
      if (code === undefined) fault(error);
      if (code === 'cursor-expired') await progress.passPruned(subscriptionId, after);
      else await progress.defer(subscriptionId, after, ended.has(code ?? '') ? DEFER_MS.over : DEFER_MS.soon);
      return undefined;
    }
  }
}
