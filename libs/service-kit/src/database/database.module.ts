import { type DynamicModule, Inject, Injectable, Module, type OnApplicationShutdown } from '@nestjs/common';
import { InjectDataSource, TypeOrmModule } from '@nestjs/typeorm';
import type { Pool } from 'pg';
import { DataSource, type EntitySchema, type EntityTarget, type ObjectLiteral } from 'typeorm';
import { DatabaseConfig } from '../config/index.ts';
import { databaseConnection } from '../transport/index.ts';
import { measurePool } from './pool.metrics.ts';
import { createMetricsPool, createPool, createUpkeepPool, type PoolSettings } from './pool.ts';

/** Injection token of the `pg.Pool` for the hot path. */
export const HOT_POOL = Symbol('HOT_POOL');

/** Injection token of the `pg.Pool` for the upkeep. */
export const UPKEEP_POOL = Symbol('UPKEEP_POOL');

/** Injection token of the `pg.Pool` that only measurements use: they take no connection from anybody who works. */
export const METRICS_POOL = Symbol('METRICS_POOL');

/** Settings that some of a service's pools have beside the usual ones. */
interface ServicePools {
  readonly hot?: PoolSettings;
  /** Run-time settings of the pools for upkeep and metrics. */
  readonly session?: NonNullable<PoolSettings['session']>;
}

type Entities = readonly (EntityTarget<ObjectLiteral> & (string | EntitySchema | (new () => object)))[];

@Injectable()
class PoolLifetimes implements OnApplicationShutdown {
  constructor(
    @Inject(HOT_POOL) private readonly hot: Pool,
    @Inject(UPKEEP_POOL) private readonly upkeep: Pool,
    @Inject(METRICS_POOL) private readonly metrics: Pool,
    @InjectDataSource() { driver, options }: DataSource,
  ) {
    const { master } = driver as unknown as { readonly master: Pool };
    measurePool((options as { readonly applicationName: string }).applicationName, master);
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.hot.end(), this.upkeep.end(), this.metrics.end()]);
  }
}

@Module({})
class DatabaseModule {}

/**
 * TypeORM for entities (never synchronising the schema), {@link HOT_POOL} for hot paths, and {@link UPKEEP_POOL} and
 * {@link METRICS_POOL}, which are empty while nobody uses them; all close at shutdown.
 */
export function databaseModule(
  config: DatabaseConfig,
  name: string,
  entities: Entities = [],
  { hot, ...besides }: ServicePools = {},
): DynamicModule {
  const { connectionString, ssl, Client } = databaseConnection(config.databaseUrl);
  return {
    module: DatabaseModule,
    global: true,
    imports: [
      TypeOrmModule.forRoot({
        type: 'postgres',
        url: connectionString,
        ...(ssl && { ssl }),
        applicationName: name,
        entities: [...entities],
        synchronize: false,
        migrationsRun: false,
        poolSize: config.databasePoolSize,
        invalidWhereValuesBehavior: { null: 'throw', undefined: 'throw' },
        extra: {
          ...{ Client, statement_timeout: 15_000 },
          connectionTimeoutMillis: config.databaseConnectWithinMs,
        },
        retryAttempts: 5,
        retryDelay: 500,
      }),
    ],
    providers: [
      { provide: HOT_POOL, useFactory: () => createPool(config, `${name}-hot`, hot) },
      { provide: UPKEEP_POOL, useFactory: () => createUpkeepPool(config, `${name}-upkeep`, besides) },
      { provide: METRICS_POOL, useFactory: () => createMetricsPool(config, `${name}-metrics`, besides) },
      { provide: DatabaseConfig, useValue: config },
      PoolLifetimes,
    ],
    exports: [DatabaseConfig, HOT_POOL, UPKEEP_POOL, METRICS_POOL, TypeOrmModule],
  };
}
