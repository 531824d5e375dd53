import { type DynamicModule, Inject, Injectable, Module, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { declarationOf, permitRoleOf } from '#libs/contracts';
import { foreignAttemptsController } from './http/foreign-attempts.controller.ts';
import { ForeignAttempts, forgetForeignAttempts } from './record/foreign-attempts.ts';
import { actsFor, Keepers } from './competence/keeper.ts';
import { DisclosureRoute } from './disclosures/disclosure.route.ts';
import { Disclosures } from './disclosures/disclosures.ts';
import { HeldRecords } from './disclosures/held-records.ts';
import { Recalls } from './disclosures/recalls.ts';
import { Reports } from './disclosures/reports.ts';
import { Representations } from './disclosures/representations.ts';
import { Vouchers } from './disclosures/vouchers.ts';
import { PERMIT_KEYS, permitKeys } from './disclosures/permit-keys.ts';
import { PermitVerifier } from './disclosures/permit-verifier.ts';
import { createRecordStore } from './record/create-record-store.ts';
import { pseudonymKeysOf } from './record/pseudonym-keys.ts';
import { RecordStore } from './record/record-store.ts';
import type { RegisterRecord } from './record/register-record.ts';
import type { RegisterConfig } from './register.config.ts';
import type { Register } from './record/register-definition.ts';
import {
  createPool,
  DatabaseConfig,
  FittingKeysModule,
  keepLogs,
  Upkeep,
  UpkeepModule,
  type VerifyingKeys,
} from '#libs/service-kit';
import type { Pool } from 'pg';
import { RecordLayout } from './record/record-layout.ts';

/** Injection token of the `pg.Pool` that answers permits: in a role that reads records, adds to the log, and no more. */
const PERMIT_POOL = Symbol('PERMIT_POOL');

@Injectable()
class PermitPoolLifetime implements OnApplicationShutdown {
  constructor(@Inject(PERMIT_POOL) private readonly pool: Pool) {}

  onApplicationShutdown(): Promise<void> {
    return this.pool.end();
  }
}

/** Provides a register's {@link RecordStore} and answers permits. Needs `databaseModule` with the register's entity. */
@Module({ imports: [UpkeepModule] })
export class RegisterModule {
  constructor(upkeep: Upkeep) {
    keepLogs(upkeep);
    forgetForeignAttempts(upkeep);
  }

  /** @param elsewhere see {@link Keepers} */
  static for<T extends RegisterRecord>(
    register: Register<T>,
    config: RegisterConfig,
    elsewhere?: (authority: string) => boolean,
  ): DynamicModule {
    const store = (source: DataSource) => createRecordStore(register, source, config);
    const disclosures = (pool: Pool, source: DataSource) => {
      const layout = new RecordLayout(source.getMetadata(register.entity), register.record);
      return new Disclosures(register, layout, pool, config);
    };
    const recalls = (pool: Pool, source: DataSource, answers: Disclosures<T>) => {
      const layout = new RecordLayout(source.getMetadata(register.entity), register.record);
      return new Recalls(register, layout, pool, config, answers);
    };
    const vouchers = (pool: Pool, source: DataSource, answers: Disclosures<T>) => {
      const layout = new RecordLayout(source.getMetadata(register.entity), register.record);
      return new Vouchers(register, layout, pool, config, answers);
    };
    const held = (pool: Pool, source: DataSource) =>
      new HeldRecords(
        register,
        new RecordLayout(source.getMetadata(register.entity), register.record),
        pool,
        config,
      );
    const permits = (database: DatabaseConfig) => {
      const { session } = actsFor(register, config.registerAuthorities);
      const role = permitRoleOf(register.name);
      return createPool(database, `${register.name}-permits`, { session: { ...session, role } });
    };
    return {
      module: RegisterModule,
      imports: [FittingKeysModule.for(Object.values(pseudonymKeysOf(config)))],
      controllers: [foreignAttemptsController(`${register.name}:officer`)],
      providers: [
        { provide: RecordStore, useFactory: store, inject: [DataSource] },
        { provide: Disclosures, useFactory: disclosures, inject: [PERMIT_POOL, DataSource] },
        { provide: Recalls, useFactory: recalls, inject: [PERMIT_POOL, DataSource, Disclosures] },
        {
          provide: Reports,
          useFactory: (pool: Pool) => new Reports(pool, declarationOf(register.name).takesReports === true),
          inject: [PERMIT_POOL],
        },
        {
          provide: Representations,
          useFactory: (pool: Pool, answers: Disclosures<T>) =>
            new Representations(register, pool, answers, config),
          inject: [PERMIT_POOL, Disclosures],
        },
        { provide: Vouchers, useFactory: vouchers, inject: [PERMIT_POOL, DataSource, Disclosures] },
        { provide: HeldRecords, useFactory: held, inject: [PERMIT_POOL, DataSource] },
        { provide: PERMIT_POOL, useFactory: permits, inject: [DatabaseConfig] },
        PermitPoolLifetime,
        { provide: PERMIT_KEYS, useFactory: () => permitKeys(config) },
        {
          provide: PermitVerifier,
          useFactory: (keys: VerifyingKeys) => new PermitVerifier(config, register.name, keys),
          inject: [PERMIT_KEYS],
        },
        { provide: Keepers, useFactory: () => new Keepers(register, config.registerAuthorities, elsewhere) },
        DisclosureRoute,
        ForeignAttempts,
      ],
      exports: [RecordStore, Keepers, ForeignAttempts],
    };
  }
}
