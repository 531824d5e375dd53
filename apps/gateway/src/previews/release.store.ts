import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import { byHalves, HOT_POOL, NaturalBatch } from '#libs/service-kit';
import type { ActingKind } from '../acting.rules.ts';
import { countOutcomes, type Outcome, unrecorded } from '../lookups/index.ts';
import type { FoundRelease } from './preview.rules.ts';
import { findSql, pendingSql, takeSql, toldSql } from './release.sql.ts';

export interface StoredRelease extends FoundRelease {
  readonly id: string;
  readonly citizen: string;
  readonly purpose: string;
  readonly evidenceType: string;
  readonly fields: readonly string[];
  readonly consentId: string;
  readonly caseReference: string | null;
  readonly digest: string;
  readonly sealed: string;
  /** Who decided to use it. */
  readonly decidedBy: string;
  readonly actingAs: ActingKind;
}

/** A release that was read from its register. */
export interface Taking {
  readonly id: string;
  /** Idempotency key of the request. */
  readonly key: string;
  /** Whether the register answers what was seen. */
  readonly isSame: boolean;
  readonly outcome: Pick<Outcome, 'decisionId' | 'released' | 'concerns'>;
}

interface Finding {
  readonly hash: string;
  readonly authorities: readonly string[];
}

/** One release as its authority's callback hears of it. */
export interface ToldRelease extends PendingRelease {
  /** Whether it still waits to be taken. */
  readonly waits: boolean;
  readonly releasedAt: Date;
  /** That named the callback. */
  readonly tellsClient: string | null;
}

export interface PendingRelease {
  readonly id: string;
  readonly purpose: string;
  readonly evidenceType: string;
  readonly caseReference: string | null;
  readonly envelope: string;
  readonly expiresAt: Date;
}

const MAX_BATCH = 256;
const MAX_QUEUED = 4_096;

interface Written {
  readonly decision: string;
  readonly status: 'EVIDENCE' | 'CHANGED' | 'NOT_HANDED_OVER';
}

/** What was released to an authority, until it is taken or its time is over. */
@Injectable()
export class ReleaseStore {
  private readonly batch = new NaturalBatch<Taking, Written['status']>({
    run: async (takings) => (await byHalves(takings, (some) => this.write(some))).map(unrecorded),
    maxSize: MAX_BATCH,
    maxQueued: MAX_QUEUED,
    lanes: 2,
  });

  private readonly finds = new NaturalBatch<Finding, StoredRelease | undefined>({
    run: async (asked) => {
      const pairs = asked.flatMap(({ hash, authorities }) =>
        authorities.map((each) => [hash, each] as const),
      );
      const values = [pairs.map(([hash]) => hash), pairs.map(([, authority]) => authority)];
      const { rows } = await this.pool.query<StoredRelease & { authority: string; hash: string }>({
        name: 'find-releases',
        text: findSql,
        values,
      });
      return asked.map(({ hash, authorities }) =>
        rows.find((row) => row.hash === hash && authorities.includes(row.authority)),
      );
    },
    maxSize: MAX_BATCH,
    maxQueued: MAX_QUEUED,
    lanes: 2,
  });

  constructor(@Inject(HOT_POOL) private readonly pool: Pool) {}

  /** @param authorities who asks, and those it took over */
  find(hash: string, authorities: readonly string[]): Promise<StoredRelease | undefined> {
    return this.finds.submit({ hash, authorities });
  }

  /** Records the outcome, and with `EVIDENCE` that the release is taken: only then may the answer leave. */
  take(taking: Taking): Promise<Written['status']> {
    return this.batch.submit(taking);
  }

  /** Newest first. */
  async pending(
    authorities: readonly string[],
    { limit, after }: { readonly limit: number; readonly after: string | undefined },
  ): Promise<readonly PendingRelease[]> {
    const text = pendingSql(authorities.length);
    const { rows } = await this.pool.query<PendingRelease>(text, [limit, after ?? null, ...authorities]);
    return rows;
  }

  async told(id: string): Promise<ToldRelease | undefined> {
    return (await this.pool.query<ToldRelease>(toldSql, [id])).rows[0];
  }

  private async write(takings: readonly Taking[]): Promise<readonly Written['status'][]> {
    const asked = takings.map(({ id, key, isSame, outcome: { decisionId, released } }) => ({
      id,
      key,
      same: isSame,
      decision: decisionId,
      released,
    }));
    const concerned = takings.flatMap(({ outcome: { decisionId, concerns } }) =>
      concerns.map((citizen) => ({ decision: decisionId, citizen })),
    );
    const { rows } = await this.pool.query<Written>({
      name: 'take-releases',
      text: takeSql,
      values: [JSON.stringify(asked), JSON.stringify(concerned)],
    });
    countOutcomes(rows);
    const written = new Map(rows.map(({ decision, status }) => [decision, status]));
    return takings.map(({ outcome }) => written.get(outcome.decisionId)!);
  }
}
