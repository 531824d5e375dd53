import { type DynamicModule, Inject, Injectable, Module, type OnApplicationShutdown } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { Pool } from 'pg';
import type { EntitySchema, EntityTarget, ObjectLiteral } from 'typeorm';
import type { DatabaseConfig } from '../config/index.ts';
import { createPool } from './pool.ts';

/** Injection token of the `pg.Pool` for the hot path. */
export const HOT_POOL = Symbol('HOT_POOL');

type Entities = readonly (EntityTarget<ObjectLiteral> & (string | EntitySchema | (new () => object)))[];

@Injectable()
class HotPoolLifetime implements OnApplicationShutdown {
  constructor(@Inject(HOT_POOL) private readonly pool: Pool) {}

  async onApplicationShutdown(): Promise<void> {
    await this.pool.end();
  }
}

@Module({})
class DatabaseModule {}

/** TypeORM for entities (never synchronising the schema) and {@link HOT_POOL} for hot paths; both close at shutdown. */
export function databaseModule(config: DatabaseConfig, name: string, entities: Entities = []): DynamicModule {
  return {
    module: DatabaseModule,
    global: true,
    imports: [
      TypeOrmModule.forRoot({
        type: 'postgres',
        url: config.databaseUrl,
        applicationName: name,
        entities: [...entities],
        synchronize: false,
        migrationsRun: false,
        poolSize: config.databasePoolSize,
        invalidWhereValuesBehavior: { null: 'throw', undefined: 'throw' },
        extra: { statement_timeout: 15_000, connectionTimeoutMillis: config.databaseConnectWithinMs },
        retryAttempts: 5,
        retryDelay: 500,
      }),
    ],
    providers: [{ provide: HOT_POOL, useFactory: () => createPool(config, `${name}-hot`) }, HotPoolLifetime],
    exports: [HOT_POOL, TypeOrmModule],
  };
}
