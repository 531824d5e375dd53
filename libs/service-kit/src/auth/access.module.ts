import { Module, type DynamicModule } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import type { Pool } from 'pg';

import { HOT_POOL } from '../database/database.module.ts';
import { AccessTokenVerifier } from './access-token-verifier.ts';
import { AccessGuard } from './access.guard.ts';
import { DpopProofVerifier } from './dpop-proof-verifier.ts';
import { DpopReplayStore } from './dpop-replay-store.ts';
import { RouteAccess } from './route-access.ts';
import { requireSafeBinding, type TokenConfig } from './token.config.ts';

export interface AccessOptions {
  /** The one audience this service accepts. */
  readonly audience: string;
  /** Address under which callers reach the service, for the `htu` of DPoP proofs; default: the audience. */
  readonly publicUrl?: string;
  /** Address the service listens on: decides whether unbound tokens may be accepted at all. */
  readonly host: string;
  /**
   * Connects as the app role to a database that has run `authMigration`; default: HOT_POOL of `databaseModule`. With
   * neither, DPoP-bound tokens are refused.
   */
  readonly pool?: Pool;
}

/** Token checks on every route of an app. Default deny: a route has `@Scopes(…)` or `@Public()`, or the app does not start. */
@Module({})
export class AccessModule {
  /** @throws Error when `config` accepts unbound tokens on an address other machines can reach */
  static for(config: TokenConfig, options: AccessOptions): DynamicModule {
    requireSafeBinding(config, options.host);
    const verifier = (hotPool?: Pool): AccessTokenVerifier => {
      const pool = options.pool ?? hotPool;
      const publicUrl = options.publicUrl ?? options.audience;
      const proofs = pool && new DpopProofVerifier(publicUrl, new DpopReplayStore(pool));
      return new AccessTokenVerifier(config, options.audience, proofs);
    };
    return {
      module: AccessModule,
      global: true,
      imports: [DiscoveryModule],
      providers: [
        RouteAccess,
        { provide: AccessTokenVerifier, useFactory: verifier, inject: [{ token: HOT_POOL, optional: true }] },
        { provide: APP_GUARD, useClass: AccessGuard },
      ],
      exports: [AccessTokenVerifier],
    };
  }
}
