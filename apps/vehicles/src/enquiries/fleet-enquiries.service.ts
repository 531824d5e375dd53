import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { admit, ALL_AUTHORITIES } from '#libs/register-kit';
import { Committed, type Claim, LeasedQueue } from '#libs/service-kit';
import { type CaseKind, compareOffices, isNews } from '../cases/case.rules.ts';
import { VehicleCaseStore, type Report } from '../cases/case.store.ts';
import { type EntryOfHolder, entryOfHolderSql } from '../cases/holder-entry.ts';
import { type Answer, GatewayClient, HOLDER_UPDATE } from '../gateway.client.ts';

/** Shape of `business.fleet-holder.v1`. */
interface CompanyEvidence {
  readonly euid: string;
  readonly formerEuids: readonly { readonly euid: string }[];
  readonly seat: { readonly ags: string | null };
}

export type FleetCaseKind = Extract<CaseKind, 'HOLDER_SEAT_MOVED' | 'HOLDER_ORGANISATION_GONE'>;

interface FleetEnquiry {
  readonly kind: FleetCaseKind;
  readonly companyId: string;
  readonly effectiveOn: string;
  readonly reportedAt: Date;
}

/**
 * Finds the vehicles of a company that changed. An event names a company by its record, this register by the EUID it had
 * when the vehicle was registered; the commercial register knows which belong together.
 */
@Injectable()
export class FleetEnquiries {
  readonly queue: LeasedQueue;
  readonly enquired = new Committed();

  constructor(
    private readonly source: DataSource,
    private readonly cases: VehicleCaseStore,
    @Inject(GatewayClient) private readonly gateway: Pick<GatewayClient, 'lookUp'>,
    leaseMs: number,
  ) {
    this.queue = new LeasedQueue(source, { name: 'fleet_enquiries', key: 'event_id' }, leaseMs);
  }

  /** Whether any company holds a vehicle. */
  async areAny(manager: EntityManager): Promise<boolean> {
    await admit(manager, [ALL_AUTHORITIES]);
    return (await manager.query<unknown[]>(anyFleet)).length > 0;
  }

  /** In the transaction of the event. False, and nothing kept, while no company holds a vehicle. */
  async open(
    manager: EntityManager,
    kind: FleetCaseKind,
    companyId: string,
    report: Report,
  ): Promise<boolean> {
    if (!(await this.areAny(manager))) return false;
    this.enquired.note(manager);
    await manager.query(
      `insert into fleet_enquiries (event_id, kind, company_id, effective_on, reported_at)
       values ($1, $2, $3, $4, $5) on conflict do nothing`,
      [report.eventId, kind, companyId, report.effectiveOn, report.reportedAt],
    );
    return true;
  }

  /** @throws GatewaySilent */
  async answer(claim: Claim): Promise<void> {
    const [asked] = await this.source.query<FleetEnquiry[]>(enquirySql, [claim.id]);
    if (asked === undefined) return;
    const answer = await this.ask(asked.companyId, claim.id);
    await this.source.transaction(async (manager) => {
      if (!(await this.queue.settle(manager, claim)) || answer.status === 'NO_EVIDENCE') return;
      await this.openCases(manager, claim.id, asked, answer);
    });
  }

  private ask(record: string, caseReference: string): Promise<Answer<CompanyEvidence>> {
    return this.gateway.lookUp({
      evidenceType: 'business.fleet-holder.v1',
      purpose: HOLDER_UPDATE,
      subject: { record },
      caseReference,
    });
  }

  private async openCases(
    manager: EntityManager,
    eventId: string,
    { kind, effectiveOn, reportedAt }: FleetEnquiry,
    { evidence, lookupId }: Extract<Answer<CompanyEvidence>, { readonly status: 'EVIDENCE' }>,
  ): Promise<void> {
    const euids = [evidence.euid, ...evidence.formerEuids.map(({ euid }) => euid)];
    await admit(manager, [ALL_AUTHORITIES]);
    const fleet = await manager.query<EntryOfHolder[]>(fleetSql, [euids]);
    const report = { eventId, effectiveOn, reportedAt: reportedAt.toISOString() };
    const found = fleet
      .filter((entry) => isNews(entry, report.reportedAt))
      .map((entry) => ({ entry, office: compareOffices(entry.ags, evidence.seat.ags) }));
    await this.cases.open(manager, kind, report, found, { state: 'ANSWERED', lookupId });
  }
}

/** Ordered, because then the index is walked: without any fleet, a scan would read all vehicles for each event. */
const anyFleet = `
  select holder ->> 'euid' from vehicles where holder ->> 'euid' is not null and deregistered_on is null
  order by holder ->> 'euid' limit 1`;
const enquirySql = `
  select kind, company_id as "companyId", effective_on as "effectiveOn", reported_at as "reportedAt"
  from fleet_enquiries where event_id = $1`;
const fleetSql = `
  select ${entryOfHolderSql} from vehicles v
  where v.holder ->> 'euid' = any($1::text[]) and v.holder ->> 'euid' is not null and v.deregistered_on is null
  order by v.id`;
