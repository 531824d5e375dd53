import { DomainError } from '#libs/service-kit';
import type { Delivery } from '../following/index.ts';
import type { AttemptOutcome } from './callback-line.ts';
import { type CallbackTurn, newTraceId, type Progress } from './callback-turn.ts';
import type { AgainRequest, Standing } from './lease.store.ts';
import { resultOf } from './progress.store.ts';

const DEFER_MS = 5_000;

/** Single events that their subscriber asked for again; out of order, because that is what was asked. */
export class AgainDelivery {
  constructor(private readonly turn: CallbackTurn) {}

  async deliver(request: AgainRequest): Promise<Progress> {
    const { subscriptionId } = request;
    const standing = await this.turn.standing(subscriptionId);
    if (standing === undefined) return 'stop';
    const unreachable = await this.turn.unreachable(standing);
    if (unreachable) return this.settle(request, unreachable, standing);
    const taken = await this.take(request);
    if (taken === undefined) return 'go-on';
    const [delivered] = taken.events;
    if (delivered === undefined) {
      await this.turn.parts.progress.settleAgain(request, { result: 'withheld' }, { state: 'WITHHELD' });
      return 'go-on';
    }
    const outcome = await this.turn.send(delivered.event, subscriptionId, standing);
    return outcome === 'stale' ? 'go-on' : this.settle(request, outcome, standing);
  }

  private async settle(
    request: AgainRequest,
    outcome: Exclude<AttemptOutcome, 'stale'>,
    standing: Standing,
  ): Promise<Progress> {
    const { progress } = this.turn.parts;
    if (outcome === 'delivered') {
      await progress.settleAgain(request, { result: outcome }, { state: 'DELIVERED' });
      return this.turn.delivered(standing);
    }
    if (outcome === 'gone') {
      await progress.settleAgain(request, { result: outcome, status: 410 }, { waitMs: 0 });
      return this.turn.disable();
    }
    const waitMs = this.turn.wait(request.attempts + 1, outcome.retryAfterMs);
    const next = waitMs === undefined ? ({ state: 'FAILED' } as const) : { waitMs };
    await progress.settleAgain(request, resultOf(outcome), next);
    return outcome.of === 'event' ? 'go-on' : this.turn.ail(standing, outcome);
  }

  private async take(request: AgainRequest): Promise<Delivery | undefined> {
    const { deliveries, progress, fault } = this.turn.parts;
    const { subscriptionId, eventId } = request;
    try {
      return await deliveries.takeEvent(subscriptionId, eventId, { traceId: newTraceId() });
    } catch (error) {
      if (!(error instanceof DomainError)) fault(error);
      await progress.deferAgain(request, DEFER_MS);
      return undefined;
    }
  }
}
