import { Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Background, Loop, type Task } from '#libs/service-kit';
import { CaseStore } from '../cases/case.store.ts';
import { CaseEnquiries } from './case-enquiries.service.ts';
import type { Claim, EnquiryQueue } from './enquiry-queue.ts';
import { FleetEnquiries } from './fleet-enquiries.service.ts';
import { GatewaySilent } from '../gateway.client.ts';

/** Well below what the gateway takes, and enough that a question that hangs holds up no other. */
const MOST_UNDER_WAY = 16;
/** How late an enquiry is asked again, and one whose process died after it was opened. A new one is heard of. */
const EVERY_MS = 2_000;

interface Enquiries {
  readonly queue: EnquiryQueue;
  answer(claim: Claim): Promise<void>;
}

/** Asks what cases wait for, outside any event's transaction, until there is an answer. */
@Injectable()
export class EnquiryWorker implements Task {
  private readonly logger = new Logger('Enquiries');
  private readonly underWay = new Set<Promise<void>>();
  private readonly loop = new Loop({ name: 'Enquiries', everyMs: EVERY_MS, work: () => this.claim() });
  private readonly enquiries: readonly Enquiries[];

  constructor(
    store: CaseStore,
    cases: CaseEnquiries,
    fleets: FleetEnquiries,
    database: DataSource,
    background: Background,
  ) {
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
      if (free === 0) return EVERY_MS;
      const claims = await kind.queue.claim(free);
      for (const claim of claims) this.begin(kind, claim);
      more ||= claims.length === free;
    }
    return more ? 0 : EVERY_MS;
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
