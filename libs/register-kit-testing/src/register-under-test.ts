import { randomBytes, randomUUID } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { heldKey, type PersonalActor, pseudonym } from '#libs/contracts';
import {
  type ChangeAct,
  createRecordStore,
  kitProperties,
  type RegisterConfig,
  type RegisterRecord,
  type Values,
} from '#libs/register-kit';
import { testDatabase, type TestDatabase } from '#libs/test-kit';
import { OfficeRecords } from './office-records.ts';
import { PermitGateway } from './permit-gateway.ts';
import type { RegisterContract } from './register-contract.ts';
import { startRegister } from './start-register.ts';

/** The register's own values of an example. */
export const valuesOf = <T extends RegisterRecord>(record: T): Values<T> =>
  Object.fromEntries(
    Object.entries(record).filter(([property]) => !kitProperties.has(property)),
  ) as Values<T>;

/** A person at a desk. */
export const anOfficer = (sub: string, client = 'desk-of-the-contract'): PersonalActor => ({
  person: { iss: 'http://issuer.test', sub },
  client,
});

export const anAct = (overrides: Partial<ChangeAct> = {}): ChangeAct => ({
  officer: { client: 'officer-of-the-contract' },
  ground: 'contract of all registers',
  effectiveOn: '2026-01-01',
  fingerprint: randomUUID(),
  expectedVersion: 1,
  ...overrides,
});

/** One register with a database of its own, a store, a running app, and a gateway whose permits it trusts. */
export class RegisterUnderTest<T extends RegisterRecord> {
  private constructor(
    readonly contract: RegisterContract<T>,
    readonly database: TestDatabase,
    readonly config: RegisterConfig,
    readonly gateway: PermitGateway,
    readonly source: DataSource,
    /** Of the authority that keeps the contract's example. */
    readonly records: OfficeRecords<T>,
    readonly app: NestFastifyApplication,
    /** As the app role. */
    readonly pool: pg.Pool,
    /** As the owner of the tables. */
    readonly owner: pg.Pool,
  ) {}

  static async open<T extends RegisterRecord>(contract: RegisterContract<T>): Promise<RegisterUnderTest<T>> {
    const { register, migrations } = contract;
    const database = await testDatabase({ app: register.name, migrations });
    const gateway = await PermitGateway.create('http://gateway.test', register.name);
    const config: RegisterConfig = {
      permitJwks: gateway.jwks,
      permitIssuer: gateway.issuer,
      eventPseudonymKey: randomBytes(32).toString('base64url'),
      citizenPseudonymKey: randomBytes(32).toString('base64url'),
      registerAuthority: 'Authority of the contract',
    };
    const app = await startRegister(register, config, database.appUrl);
    const source = app.get(DataSource);
    return new RegisterUnderTest(
      contract,
      database,
      config,
      gateway,
      source,
      OfficeRecords.of(createRecordStore(register, source, config), register, contract.example().authority),
      app,
      new pg.Pool({ connectionString: database.appUrl, max: 4 }),
      new pg.Pool({ connectionString: database.migratorUrl, max: 4 }),
    );
  }

  async close(): Promise<void> {
    await this.app.close();
    await Promise.all([this.pool.end(), this.owner.end()]);
    await this.database.drop();
  }

  /** Pseudonym of somebody whom no record concerns. */
  get stranger(): string {
    const key = heldKey(Buffer.from(this.config.citizenPseudonymKey, 'base64url'));
    return pseudonym(key, 'citizen', 'stranger');
  }

  get history(): string {
    return `${this.contract.register.record}_history`;
  }

  get table(): string {
    return this.source.getMetadata(this.contract.register.entity).tableName;
  }

  /** Registered by its own authority. */
  async register(example: T = this.contract.example()): Promise<string> {
    const { id } = await this.recordsOf(example.authority).register(anAct(), valuesOf(example));
    return id;
  }

  recordsOf(authority: string | null): OfficeRecords<T> {
    return OfficeRecords.of(this.records.store, this.contract.register, authority);
  }

  /** Rows as the owner of the tables sees them. */
  async rows<R extends pg.QueryResultRow>(sql: string, parameters: unknown[] = []): Promise<readonly R[]> {
    const { rows } = await this.owner.query<R>(sql, parameters);
    return rows;
  }

  async count(table: string): Promise<number> {
    const [row] = await this.rows<{ count: string }>(`select count(*) from ${table}`);
    return Number(row?.count);
  }
}
