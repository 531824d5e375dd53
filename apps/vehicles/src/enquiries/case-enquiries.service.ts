import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { compareOffices } from '../cases/case.rules.ts';
import { allOffices, VehicleCaseStore } from '../cases/case.store.ts';
import { within } from '#libs/register-kit';
import { type Claim, LeasedQueue } from '#libs/service-kit';
import { HolderAddresses } from '../cases/holder-addresses.service.ts';

type CaseAnswer = Parameters<VehicleCaseStore['answer']>[2];

/** Finds out which offer fits the holder who moved. */
@Injectable()
export class CaseEnquiries {
  readonly queue: LeasedQueue;

  constructor(
    private readonly source: DataSource,
    private readonly cases: VehicleCaseStore,
    private readonly addresses: HolderAddresses,
    leaseMs: number,
  ) {
    this.queue = new LeasedQueue(source, { name: 'case_enquiries', key: 'case_id' }, leaseMs);
  }

  /** @throws GatewaySilent */
  async answer(claim: Claim): Promise<void> {
    const found = await within(this.source, allOffices, (manager) => this.cases.find(manager, claim.id));
    if (found === null) return;
    const concerned = await this.addresses.concerned(found);
    if (concerned.kind === 'OBSOLETE') return this.retire(claim);
    if (concerned.kind === 'UNNAMED') return this.settle(claim, { enquiry: 'NONE', office: 'UNKNOWN' });
    const answer = await this.addresses.municipality(concerned.person, found.id);
    const { lookupId } = answer;
    if (answer.status === 'NO_EVIDENCE') {
      return this.settle(claim, { enquiry: 'NO_EVIDENCE', office: 'UNKNOWN', lookupId });
    }
    const office = compareOffices(concerned.ags, answer.evidence.address.ags ?? null);
    return this.settle(claim, { enquiry: 'ANSWERED', office, lookupId });
  }

  private settle(claim: Claim, answer: CaseAnswer): Promise<void> {
    return within(this.source, allOffices, async (manager) => {
      await this.cases.hold(manager, claim.id);
      if (await this.queue.settle(manager, claim)) await this.cases.answer(manager, claim.id, answer);
    });
  }

  /** Nobody is asked about a former holder; a case that an officer works on already is left to the officer. */
  private retire(claim: Claim): Promise<void> {
    return within(this.source, allOffices, async (manager) => {
      await this.cases.hold(manager, claim.id);
      if (!(await this.queue.settle(manager, claim))) return;
      if (await this.cases.retire(manager, claim.id)) return;
      await this.cases.answer(manager, claim.id, { enquiry: 'NONE', office: 'UNKNOWN' });
    });
  }
}
