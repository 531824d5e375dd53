import { Module, type DynamicModule, type Provider, type Type } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import type { Pool } from 'pg';

import { HOT_POOL } from '../database/database.module.ts';
import { ownInternalUrl } from '../transport/index.ts';
import { Upkeep, UpkeepModule } from '../upkeep/index.ts';
import { AccessTokenVerifier } from './access-token-verifier.ts';
import { AccessGuard } from './access.guard.ts';
import { CALLER_STANDING, type CallerStanding } from './caller-standing.ts';
import { DpopProofVerifier } from './dpop-proof-verifier.ts';
import { DpopReplayStore, keepProofs } from './dpop-replay-store.ts';
import { RouteAccess } from './route-access.ts';
import { Suspensions } from './suspensions.ts';
import type { Listening } from './loopback.ts';
import { requireSafeBinding, type TokenConfig } from './token.config.ts';

const PROOFS_KEPT = Symbol('PROOFS_KEPT');

export interface AccessOptions {
  /** The one audience this service accepts. */
  readonly audience: string;
  /** Address under which callers reach the service, for the `htu` of DPoP proofs; default: the audience. */
  readonly publicUrl?: string;
  /** Where the service listens: decides whether unbound tokens may be accepted at all, and what proofs name inside. */
  readonly http: Listening & Parameters<typeof ownInternalUrl>[0];
  /**
   * Who says whether a caller may still act: the table of `suspensionMigration` in HOT_POOL, or a provider that a module
   * exports. `unasked` only where there is no database.
   */
  readonly standing: 'suspensions' | 'unasked' | OwnStanding;
  /**
   * Connects as the app role to a database that has run `authMigration`; default: HOT_POOL of `databaseModule`. With
   * neither, DPoP-bound tokens are refused.
   */
  readonly pool?: Pool;
}

export interface OwnStanding {
  readonly module: Type;
  readonly provider: Type<CallerStanding>;
}

/** Token checks on every route of an app. Default deny: a route has `@Scopes(…)` or `@Public()`, or the app does not start. */
@Module({})
export class AccessModule {
  /** @throws StartRefused when `config` accepts unbound tokens on an address other machines can reach */
  static for(config: TokenConfig, options: AccessOptions): DynamicModule {
    requireSafeBinding(config, options.http);
    const hasTable = options.standing !== 'unasked' && options.pool === undefined;
    const verifier = (hotPool?: Pool): AccessTokenVerifier => {
      const pool = options.pool ?? hotPool;
      const publicUrl = options.publicUrl ?? options.audience;
      const internalUrl = ownInternalUrl(options.http);
      const proofs = pool && new DpopProofVerifier(publicUrl, new DpopReplayStore(pool), internalUrl);
      return new AccessTokenVerifier(config, options.audience, proofs);
    };
    return {
      module: AccessModule,
      global: true,
      imports: [
        DiscoveryModule,
        ...(hasTable ? [UpkeepModule] : []),
        ...(typeof options.standing === 'string' ? [] : [options.standing.module]),
      ],
      providers: [
        RouteAccess,
        { provide: AccessTokenVerifier, useFactory: verifier, inject: [{ token: HOT_POOL, optional: true }] },
        ...standingOf(options.standing),
        ...(hasTable ? [{ provide: PROOFS_KEPT, useFactory: keepProofs, inject: [Upkeep] }] : []),
        { provide: APP_GUARD, useClass: AccessGuard },
      ],
      exports: [AccessTokenVerifier],
    };
  }
}

function standingOf(standing: AccessOptions['standing']): Provider[] {
  if (standing === 'unasked') return [];
  if (standing !== 'suspensions') return [{ provide: CALLER_STANDING, useExisting: standing.provider }];
  return [
    { provide: CALLER_STANDING, useFactory: (pool: Pool) => new Suspensions(pool), inject: [HOT_POOL] },
  ];
}
