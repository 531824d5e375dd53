import type { Pool } from 'pg';
import { createPool } from '#libs/service-kit';
import { databaseConfig, type Holder, testDatabase, type TestDatabase, whileHeld } from '#libs/test-kit';
import { AuditLane } from '../lookups/audit-lane.ts';
import { aDecisionRequest } from '../lookups/decision.builder.ts';
import { type Decision, type DecisionRequest, DecisionStore, STALE } from '../lookups/decision.store.ts';
import { gatewayMigrations } from '../migrations/index.ts';
import { aPolicy } from '../policy/policy.builder.ts';
import type { PolicyFile } from '../policy/policy.file.ts';
import { applyPolicy } from '../policy/policy.writer.ts';
import { insertConsent } from './insert-consent.ts';

export interface Case {
  readonly citizen: string;
  readonly consentId: string;
  readonly request: () => DecisionRequest;
}

/** Decides as a gateway does. */
export interface Decides {
  submit(request: DecisionRequest): ReturnType<DecisionStore['submit']>;
}

export const storeOn = (pool: Pool): DecisionStore => new DecisionStore(pool, new AuditLane(pool));

/** Records an outcome of each permit, which is written with decisions that come later. */
function recordingOn(pool: Pool): Decides {
  const lane = new AuditLane(pool);
  const store = new DecisionStore(pool, lane);
  const submit = async (request: DecisionRequest): Promise<Decision | typeof STALE> => {
    const decision = await store.submit(request);
    if (decision !== STALE && decision.refusal === null) {
      await lane.record({ decisionId: decision.id, status: 'EVIDENCE', released: 1, concerns: [] });
    }
    return decision;
  };
  return { submit };
}

/** The decision stores of two gateways on one database, and what a test needs to force them into an order. */
export class DecisionStand {
  /** The policy's that was applied last. */
  revision = 0;
  private people = 0;

  private constructor(
    readonly database: TestDatabase,
    /** Of the gateways, as the app role. */
    readonly pools: readonly [Pool, Pool],
    readonly stores: readonly [DecisionStore, DecisionStore],
    /** The same, and the outcomes too. */
    readonly recording: readonly [Decides, Decides],
    /** Sees what all roles wait for, and may lock their tables. */
    readonly admin: Pool,
  ) {}

  static async open(): Promise<DecisionStand> {
    const database = await testDatabase({ app: 'gateway', migrations: gatewayMigrations });
    const config = databaseConfig(database.appUrl);
    // On a busy machine a test may need longer for its next step than a lookup would wait.
    const patient = { lockTimeoutMs: 5_000 };
    const [a, b] = [createPool(config, 'gateway-a', patient), createPool(config, 'gateway-b', patient)];
    const admin = createPool(databaseConfig(database.adminUrl), 'admin');
    const stores = [storeOn(a), storeOn(b)] as const;
    const recording = [recordingOn(a), recordingOn(b)] as const;
    const stand = new DecisionStand(database, [a, b], stores, recording, admin);
    await stand.apply(aPolicy());
    return stand;
  }

  async close(): Promise<void> {
    await Promise.all([...this.pools, this.admin].map((pool) => pool.end()));
    await this.database.drop();
  }

  async apply(policy: PolicyFile): Promise<void> {
    ({ revision: this.revision } = await applyPolicy(this.database.migratorUrl, policy));
  }

  /** A person with a consent; its requests are made on the policy that was applied last. */
  async aCase(maxUses: number | null = null, minIntervalS: number | null = null): Promise<Case> {
    const citizen = `person-${(this.people += 1)}`;
    const consentId = await insertConsent(this.pools[0], {
      citizen,
      subject: citizen,
      maxUses,
      minIntervalS,
    });
    const request = (): DecisionRequest =>
      aDecisionRequest({ subject: citizen, citizen, consentId, revision: this.revision });
    return { citizen, consentId, request };
  }

  /** How many permits stand in the trail. */
  async permits(consentId: string): Promise<number> {
    const sql = 'select from decision where consent_id = $1 and permitted';
    return (await this.admin.query(sql, [consentId])).rows.length;
  }

  /** Runs `work` while a transaction has run the statement and not ended. */
  holding(text: string, values: unknown[], work: (holder: Holder) => Promise<void>): Promise<void> {
    return whileHeld(this.database.adminUrl, { text, values }, work);
  }
}
