import { randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { type ChangeEvent, type ChangeEventType, eventSubject, heldKey, pseudonym } from '#libs/contracts';
import { createRecordStore } from '#libs/register-kit';
import { anAct, OfficeRecords, valuesOf } from '#libs/register-kit-testing';
import { testDatabase, type TestDatabase } from '#libs/test-kit';
import { CaseEnquiries } from '../enquiries/case-enquiries.service.ts';
import type { Claim } from '#libs/service-kit';
import { FleetEnquiries } from '../enquiries/fleet-enquiries.service.ts';
import { HolderAddresses } from '../cases/holder-addresses.service.ts';
import { migrations } from '../migrations/index.ts';
import { HolderSubjects } from '../reactions/holder-subjects.store.ts';
import { Reactions } from '../reactions/reactions.service.ts';
import { aVehicle } from '../vehicle.builder.ts';
import { Vehicle } from '../vehicle.entity.ts';
import type { Holder } from '../vehicle-parts.ts';
import { vehicles } from '../vehicles.register.ts';
import type { VehicleCase } from '../cases/case.rules.ts';
import { VehicleCaseStore } from '../cases/case.store.ts';
import { FakeGateway } from './fake-gateway.ts';
import { OfficeCases } from './office-cases.ts';

/** After everything that the test registers. */
const LATER = '2999-01-01T00:00:00.000Z';
const NOBODY = '018f0000-0000-7000-8000-000000000001';

/** Reactions, cases and enquiries over a real database, without Kafka and HTTP. */
export class CasesStand {
  readonly gateway = new FakeGateway();
  readonly store = new VehicleCaseStore();
  readonly cases: OfficeCases;
  readonly records: OfficeRecords<Vehicle>;
  readonly holders: HolderSubjects;
  readonly reactions: Reactions;
  readonly caseEnquiries: CaseEnquiries;
  readonly fleets: FleetEnquiries;
  /** As the owner of the tables, for looking behind the scenes. */
  private readonly owner: pg.Pool;
  private readonly residentsKey = randomBytes(32);
  private readonly citizenKey = randomBytes(32);

  private constructor(
    readonly database: TestDatabase,
    readonly source: DataSource,
    leaseMs: number,
  ) {
    const store = createRecordStore(vehicles, source, {
      eventPseudonymKey: randomBytes(32).toString('base64url'),
      citizenPseudonymKey: this.citizenKey.toString('base64url'),
    });
    this.records = OfficeRecords.of(store, vehicles, aVehicle().authority);
    this.owner = new pg.Pool({ connectionString: database.migratorUrl, max: 1 });
    this.cases = new OfficeCases(source, this.store, this.records.keeper);
    this.holders = new HolderSubjects(source, heldKey(this.residentsKey));
    const addresses = new HolderAddresses(source, this.gateway);
    this.caseEnquiries = new CaseEnquiries(source, this.store, addresses, leaseMs);
    this.fleets = new FleetEnquiries(source, this.store, this.gateway, leaseMs);
    this.reactions = new Reactions(this.holders, this.store, this.fleets);
  }

  /** @param leaseMs zero: a claim is due again at once */
  static async open(leaseMs: number): Promise<CasesStand> {
    const database = await testDatabase({ app: 'vehicles', migrations });
    const source = await new DataSource({
      type: 'postgres',
      url: database.appUrl,
      entities: [Vehicle],
    }).initialize();
    return new CasesStand(database, source, leaseMs);
  }

  async close(): Promise<void> {
    await Promise.all([this.source.destroy(), this.owner.end()]);
    await this.database.drop();
  }

  async register(holder: Holder, overrides: Partial<Vehicle> = {}): Promise<string> {
    const { id } = await this.records.register(anAct(), valuesOf(aVehicle({ holder, ...overrides })));
    return id;
  }

  /** An event of the residents register about the holder, recorded after everything else. */
  about(holder: Holder, type: ChangeEventType, time = LATER): ChangeEvent {
    const idnr = holder.kind === 'PERSON' ? (holder.idnr ?? '') : '';
    const citizen = pseudonym(heldKey(this.citizenKey), 'citizen', idnr);
    return anEvent(type, eventSubject(heldKey(this.residentsKey), 'residents', citizen), { time });
  }

  moved(event: ChangeEvent): Promise<boolean> {
    return this.source.transaction((manager) =>
      this.reactions.toPerson('HOLDER_ADDRESS_CHANGED', event, manager),
    );
  }

  seatMoved(companyId: string): Promise<boolean> {
    const event = anEvent('company.seat-moved.v1', 'company', { recordId: companyId });
    return this.source.transaction((manager) =>
      this.reactions.toCompany('HOLDER_SEAT_MOVED', event, manager),
    );
  }

  /** Opens a case about the holder of a new vehicle and claims its enquiry. */
  async claimed(holder: Holder, overrides: Partial<Vehicle> = {}) {
    const vehicleId = await this.register(holder, overrides);
    await this.moved(this.about(holder, 'resident.moved.v1'));
    const found = await this.ofVehicle(vehicleId);
    const claims = await this.caseEnquiries.queue.claim(100);
    const claim = claims.find(({ id }) => id === found?.id) as Claim;
    return { vehicleId, caseId: claim.id, claim };
  }

  async ofVehicle(vehicleId: string): Promise<VehicleCase | null> {
    const [found] = await this.rows<{ id: string }>('select id from cases where vehicle_id = $1', vehicleId);
    return found ? this.cases.find(found.id) : null;
  }

  /** Behind the scenes, whosever the rows are. */
  async rows<R extends object>(sql: string, ...values: readonly unknown[]): Promise<readonly R[]> {
    return (await this.owner.query<R>(sql, [...values])).rows;
  }

  /** How many vehicles of this id have no subject of their holder yet: one or none. */
  async unfilled(id: string): Promise<number> {
    return (await this.rows('select from vehicles where holder_subject is null and id = $1', id)).length;
  }

  /** Sessions of this database that wait for a lock. */
  async lockWaits(): Promise<number> {
    const sql = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    return (await this.source.query<unknown[]>(sql)).length;
  }

  async count(table: string): Promise<number> {
    const [row] = await this.rows<{ n: number }>(`select count(*)::int as n from ${table}`);
    return row?.n ?? NaN;
  }

  /** Everything that cases and enquiries keep, as text. */
  async kept(): Promise<string> {
    const tables = ['cases', 'case_acts', 'case_enquiries', 'fleet_enquiries'];
    const rows = await Promise.all(tables.map((table) => this.rows(`select * from ${table}`)));
    return JSON.stringify(rows);
  }
}

export const anEvent = (
  type: ChangeEventType,
  subject: string,
  { time = LATER, recordId = NOBODY }: { readonly time?: string; readonly recordId?: string } = {},
): ChangeEvent => ({
  specversion: '1.0',
  id: randomUUID(),
  source: 'urn:einmal:register:residents',
  type,
  subject,
  time,
  datacontenttype: 'application/json',
  dataschema: 'urn:einmal:schema:change-event-data:v1',
  data: { recordId, version: 2, changedFields: [], effectiveOn: '2026-02-01' },
});
