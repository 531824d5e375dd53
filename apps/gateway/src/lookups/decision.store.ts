import * as crypto from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import { v7 } from 'uuid';
import { HOT_POOL, NaturalBatch, Overloaded, type PoolSettings, Slots } from '#libs/service-kit';
import { type Answer, AuditLane, type Decision, MAX_BATCH, MAX_QUEUED, STALE } from './audit-lane.ts';
import type { DecisionRequest, Staged } from './decision-request.ts';
import { HELD, lookupStatements, stagedStatements, type Statement } from './decision.sql.ts';

/**
 * A time-ordered id (UUIDv7, RFC 9562 §5.7), so that the audit grows at one end of its index. Node's own generator costs
 * a tenth of the package's, but only the Node this project brings has it.
 */
export const newDecisionId: () => string =
  typeof crypto.randomUUIDv7 === 'function' ? () => crypto.randomUUIDv7() : () => v7();

export type { DecisionRequest, Staged };

export { type Decision, STALE };

/** Statements that may wait for a consent at once: few, as each keeps a connection of the hot path. */
const MAX_WAITING = 2;

/** A withdrawal holds its lock for milliseconds; whoever holds one longer must not hold up lookups for long. */
const LOCK_TIMEOUT_MS = 1_000;

export const hotPoolSettings: PoolSettings = { lockTimeoutMs: LOCK_TIMEOUT_MS };

/** Commits decisions in natural batches; `decision.sql.ts` says what one statement guarantees. */
@Injectable()
export class DecisionStore {
  private readonly staged = new NaturalBatch<DecisionRequest, Answer>({
    run: (requests) => this.lane.decide(stagedStatements.free, requests),
    maxSize: MAX_BATCH,
    maxQueued: MAX_QUEUED,
    lanes: 2,
  });
  /** By statement and consent: requests that wait for one which somebody else holds, in a batch of their own. */
  private readonly held = new Map<string, NaturalBatch<DecisionRequest, Answer>>();
  private readonly waiting = new Slots(MAX_WAITING);
  private inTurn = 0;
  /** Nobody waits longer for a turn to wait than for the consent itself. */
  private readonly turnWithinMs: number;

  constructor(
    @Inject(HOT_POOL) private readonly pool: Pool,
    private readonly lane: AuditLane,
  ) {
    this.turnWithinMs = pool.options.lock_timeout ?? LOCK_TIMEOUT_MS;
  }

  /**
   * Commits the decision on a request.
   * @throws Overloaded when a consent stays locked or too many wait; DecisionUnavailable without a database
   */
  async submit(request: DecisionRequest): Promise<Decision | typeof STALE> {
    const answer = await (request.staged ? this.staged : this.lane).submit(request);
    return answer === HELD ? this.waitInTurn(request) : answer;
  }

  /** Seconds until a record that lets itself be used at intervals may be used again; one at least. */
  async waitS(consentId: string): Promise<number> {
    const { rows } = await this.pool.query<{ waitS: number }>(
      `select greatest(1, ceil(extract(epoch from next_use_at - clock_timestamp())))::integer as "waitS"
       from consent where id = $1`,
      [consentId],
    );
    return rows[0]?.waitS ?? 1;
  }

  private async waitInTurn(request: DecisionRequest): Promise<Decision | typeof STALE> {
    if (this.inTurn >= MAX_QUEUED) throw new Overloaded();
    this.inTurn += 1;
    const { inTurn } = request.staged ? stagedStatements : lookupStatements;
    const place = `${inTurn.name} ${request.consentId!}`;
    const batch = this.held.get(place) ?? this.newBatchAt(place, inTurn);
    try {
      // Never HELD: this statement waits.
      return (await batch.submit(request)) as Decision | typeof STALE;
    } finally {
      this.inTurn -= 1;
      if (batch.isIdle && this.held.get(place) === batch) this.held.delete(place);
    }
  }

  private newBatchAt(place: string, statement: Statement): NaturalBatch<DecisionRequest, Answer> {
    const batch = new NaturalBatch<DecisionRequest, Answer>({
      run: (requests) => this.decideInTurn(statement, requests),
      maxSize: MAX_BATCH,
      maxQueued: MAX_QUEUED,
    });
    this.held.set(place, batch);
    return batch;
  }

  /** Most consents are held for a moment only, by another batch of lookups; so how many they are says nothing. */
  private decideInTurn(
    statement: Statement,
    requests: readonly DecisionRequest[],
  ): Promise<readonly (Answer | Error)[]> {
    const since = performance.now();
    return this.waiting.within(async () =>
      performance.now() - since > this.turnWithinMs
        ? requests.map(() => new Overloaded())
        : this.lane.decide(statement, requests),
    );
  }
}
