import { Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Background, Loop, type Task, type Claim, type LeasedQueue } from '#libs/service-kit';
import { VehicleCaseStore } from '../cases/case.store.ts';
import { CaseEnquiries } from './case-enquiries.service.ts';
import { FleetEnquiries } from './fleet-enquiries.service.ts';
import { GatewaySilent } from '../gateway.client.ts';

/** Well below what the gateway takes, and enough that a question that hangs holds up no other. */
const MOST_UNDER_WAY = 16;

interface Enquiries {
  readonly queue: LeasedQueue;
  answer(claim: Claim): Promise<void>;
}

/** Asks what cases wait for, outside any event's transaction, until there is an answer. */
@Injectable()
export class EnquiryWorker implements Task {
  private readonly logger = new Logger('Enquiries');
  private readonly underWay = new Set<Promise<void>>();
  private readonly loop: Loop;
  private readonly enquiries: readonly Enquiries[];

  /** @param everyMs how late an enquiry is asked again, and one whose process died after it was opened */
  constructor(
    store: VehicleCaseStore,
    cases: CaseEnquiries,
    fleets: FleetEnquiries,
    database: DataSource,
    background: Background,
    private readonly everyMs: number,
  ) {
    this.loop = new Loop({ name: 'Enquiries', everyMs, work: () => this.claim() });
    this.enquiries = [cases, fleets];
    background.add(this);
    for (const { enquired } of [store, fleets]) enquired.hear(database, () => this.loop.nudge());
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
    let more = false;
    for (const kind of this.enquiries) {
      const free = MOST_UNDER_WAY - this.underWay.size;
      if (free === 0) return this.everyMs;
      const claims = await kind.queue.claim(free);
      for (const claim of claims) this.begin(kind, claim);
      more ||= claims.length === free;
    }
    return more ? 0 : this.everyMs;
  }

  private begin(kind: Enquiries, claim: Claim): void {
    const ended = this.attempt(kind, claim).finally(() => this.underWay.delete(ended));
    this.underWay.add(ended);
  }

  private async attempt(kind: Enquiries, claim: Claim): Promise<void> {
    try {
      await kind.answer(claim);
    } catch (error) {
      if (error instanceof GatewaySilent) {
        const { attempt } = claim;
        this.logger.warn({ msg: 'enquiry postponed', enquiry: claim.id, attempt, reason: error.reason });
      } else this.logger.error(error);
      // Where even this fails, the enquiry is due again when its lease ends.
      await kind.queue.postpone(claim).catch(() => undefined);
    }
  }
}
