import { Injectable, Logger } from '@nestjs/common';
import { Background, type Claim, Loop, type Task } from '#libs/service-kit';
import { GatewaySilent } from '../authorities/index.ts';
import { SubmissionStore } from './submission.store.ts';
import { SubmissionWork } from './submission-work.service.ts';

/** Enough that one whose register does not answer holds up no other. */
const MOST_UNDER_WAY = 8;
/** How late a submission is worked on again, and one whose process died. A new one is heard of. */
const LOOK_MS = 1_000;

/** Works on what was handed in until it is decided or with a clerk. */
@Injectable()
export class SubmissionWorker implements Task {
  private readonly log = new Logger('Submissions');
  private readonly underWay = new Set<Promise<void>>();
  private readonly loop: Loop;

  constructor(
    private readonly submissionWork: SubmissionWork,
    submissions: SubmissionStore,
    background: Background,
  ) {
    this.loop = new Loop({ name: 'submissions', everyMs: LOOK_MS, work: () => this.claim() });
    background.add(this);
    submissions.given.hear(submissions.source, () => this.loop.nudge());
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
    if (free === 0) return LOOK_MS;
    const claims = await this.submissionWork.queue.claim(free);
    for (const claim of claims) this.begin(claim);
    return claims.length === free ? 0 : LOOK_MS;
  }

  private begin(claim: Claim): void {
    const ended = this.attempt(claim).finally(() => this.underWay.delete(ended));
    this.underWay.add(ended);
  }

  private async attempt(claim: Claim): Promise<void> {
    try {
      await this.submissionWork.work(claim);
    } catch (error) {
      const { id, attempt } = claim;
      if (error instanceof GatewaySilent)
        this.log.warn({ msg: 'submission postponed', submission: id, attempt, reason: error.reason });
      else this.log.error(error);
      // Where even this fails, it is due again when its lease ends.
      await this.submissionWork.queue.postpone(claim).catch(() => undefined);
    }
  }
}
