import { Injectable, Logger } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import {
  type Background,
  type Claim,
  Loop,
  processServing,
  type RegisterProcess,
  type Task,
} from '#libs/service-kit';
import { keeperOf } from '../former-home.rules.ts';
import { type FeedbackClient, FeedbackUndelivered } from './feedback.client.ts';
import type { FeedbackQueue } from './feedback.store.ts';

/** Enough that one register that hangs holds up no other. */
const MOST_UNDER_WAY = 16;

export interface FeedbackWorkerOptions {
  /** Processes of the residents register. */
  readonly processes: readonly RegisterProcess[];
  /** How late a message is sent again, and one whose process died after it was added. */
  readonly everyMs: number;
}

/** Sends feedback, outside of any transaction, until the new authority has it. */
@Injectable()
export class FeedbackWorker implements Task {
  private readonly logger = new Logger('Feedback');
  private readonly underWay = new Set<Promise<void>>();
  private readonly loop: Loop;

  constructor(
    private readonly feedback: FeedbackQueue,
    private readonly client: FeedbackClient,
    private readonly source: DataSource,
    background: Background,
    private readonly options: FeedbackWorkerOptions,
  ) {
    this.loop = new Loop({ name: 'Feedback', everyMs: options.everyMs, work: () => this.claim() });
    background.add(this);
    feedback.added.hear(source, () => this.loop.nudge());
  }

  start(): void {
    this.loop.start();
  }

  async stop(): Promise<void> {
    await this.loop.stop();
    await Promise.all(this.underWay);
  }

  /** @returns 0 where there may be more than could be claimed */
  private async claim(): Promise<number> {
    const free = MOST_UNDER_WAY - this.underWay.size;
    if (free === 0) return this.options.everyMs;
    const claims = await this.feedback.queue.claim(free);
    for (const claim of claims) {
      const ended = this.attempt(claim).finally(() => this.underWay.delete(ended));
      this.underWay.add(ended);
    }
    return claims.length === free ? 0 : this.options.everyMs;
  }

  private async attempt(claim: Claim): Promise<void> {
    try {
      await this.send(claim);
    } catch (error) {
      if (error instanceof FeedbackUndelivered) {
        const { id, attempt } = claim;
        this.logger.warn({ msg: 'feedback postponed', event: id, attempt, reason: error.reason });
      } else this.logger.error(error);
      // Where even this fails, the message is due again when its lease ends.
      await this.feedback.queue.postpone(claim).catch(() => undefined);
    }
  }

  private async send(claim: Claim): Promise<void> {
    const message = await this.feedback.message(claim.id);
    if (message === undefined) return;
    const process = processServing(this.options.processes, message.to, keeperOf);
    if (process === undefined) throw new FeedbackUndelivered('no process serves the authority');
    const isAwaited = await this.client.deliver(process, message);
    if (!isAwaited) this.logger.warn({ msg: 'feedback was not awaited', event: claim.id });
    await this.source.transaction((manager) => this.feedback.queue.settle(manager, claim));
  }
}
