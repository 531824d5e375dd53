import * as crypto from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import { v7 } from 'uuid';
import {
  byHalves,
  databaseTrouble,
  HOT_POOL,
  NaturalBatch,
  Overloaded,
  type PoolSettings,
  Slots,
} from '#libs/service-kit';
import { arrayLiteral } from './array-literal.rules.ts';
import { DecisionUnavailable } from './lookup.errors.ts';
import type { Refusal } from './decide.rules.ts';
import { decideFree, decideInTurn, HELD, type Statement } from './decision.sql.ts';
import { countDecisions } from './lookup.metrics.ts';

/**
 * A time-ordered id (UUIDv7, RFC 9562 §5.7), so that the audit grows at one end of its index. Node's own generator costs
 * a tenth of the package's, but only the Node this project brings has it.
 */
export const newDecisionId: () => string =
  typeof crypto.randomUUIDv7 === 'function' ? () => crypto.randomUUIDv7() : () => v7();

/** One request on its way to its decision row; pseudonyms and codes only. */
export interface DecisionRequest {
  readonly id: string;
  readonly clientId: string;
  readonly authority: string;
  readonly purpose: string;
  readonly evidenceType: string;
  /** Field paths joined by blanks. */
  readonly fieldList: string;
  readonly subject: string;
  readonly citizen: string | undefined;
  readonly grantId: string | undefined;
  readonly consentId: string | undefined;
  /** Set when `decide` has refused already: the row records a denial, and no consent is touched. */
  readonly refusal: Refusal | undefined;
  /** Policy revision on which `decide` ruled. */
  readonly revision: number;
  readonly caseReference: string | undefined;
  readonly traceId: string;
}

export interface Decision {
  readonly id: string;
  readonly refusal: Refusal | null;
  /** Whom the lookup concerns, as far as known before the register answers: the IDNr's person or the consenting one. */
  readonly citizen: string | null;
}

/** The policy changed meanwhile: nothing was recorded, decide again on the new one. */
export const STALE = Symbol('STALE');

const MAX_BATCH = 256;
const MAX_QUEUED = 4_096;
/** Statements that may wait for a consent at once: few, as each keeps a connection of the hot path. */
const MAX_WAITING = 2;

/** A withdrawal holds its lock for milliseconds; whoever holds one longer must not hold up lookups for long. */
const LOCK_TIMEOUT_MS = 1_000;

export const hotPoolSettings: PoolSettings = { lockTimeoutMs: LOCK_TIMEOUT_MS };

type Answer = Decision | typeof STALE | typeof HELD;

/** Commits decisions in natural batches; `decision.sql.ts` says what one statement guarantees. */
@Injectable()
export class DecisionStore {
  private readonly batch = new NaturalBatch<DecisionRequest, Answer>({
    run: (requests) => this.decide(decideFree, requests),
    maxSize: MAX_BATCH,
    maxQueued: MAX_QUEUED,
    lanes: 2,
  });
  /** By consent: lookups that wait for one which somebody else holds, in a batch of their own. */
  private readonly held = new Map<string, NaturalBatch<DecisionRequest, Answer>>();
  private readonly waiting = new Slots(MAX_WAITING);
  private inTurn = 0;
  /** Nobody waits longer for a turn to wait than for the consent itself. */
  private readonly turnWithinMs: number;

  constructor(@Inject(HOT_POOL) private readonly pool: Pool) {
    this.turnWithinMs = pool.options.lock_timeout ?? LOCK_TIMEOUT_MS;
  }

  /**
   * Commits the decision on a request.
   * @throws Overloaded when a consent stays locked or too many wait; DecisionUnavailable without a database
   */
  async submit(request: DecisionRequest): Promise<Decision | typeof STALE> {
    const answer = await this.batch.submit(request);
    return answer === HELD ? this.waitInTurn(request, request.consentId as string) : answer;
  }

  private async waitInTurn(request: DecisionRequest, consentId: string): Promise<Decision | typeof STALE> {
    if (this.inTurn >= MAX_QUEUED) throw new Overloaded();
    this.inTurn += 1;
    const batch = this.held.get(consentId) ?? this.newBatchOn(consentId);
    try {
      // Never HELD: this statement waits.
      return (await batch.submit(request)) as Decision | typeof STALE;
    } finally {
      this.inTurn -= 1;
      if (batch.isIdle && this.held.get(consentId) === batch) this.held.delete(consentId);
    }
  }

  private newBatchOn(consentId: string): NaturalBatch<DecisionRequest, Answer> {
    const batch = new NaturalBatch<DecisionRequest, Answer>({
      run: (requests) => this.decideInTurn(requests),
      maxSize: MAX_BATCH,
      maxQueued: MAX_QUEUED,
    });
    this.held.set(consentId, batch);
    return batch;
  }

  /** Most consents are held for a moment only, by another batch of lookups; so how many they are says nothing. */
  private decideInTurn(requests: readonly DecisionRequest[]): Promise<readonly (Answer | Error)[]> {
    const since = performance.now();
    return this.waiting.within(async () =>
      performance.now() - since > this.turnWithinMs
        ? requests.map(() => new Overloaded())
        : this.decide(decideInTurn, requests),
    );
  }

  private async decide(
    statement: Statement,
    requests: readonly DecisionRequest[],
  ): Promise<readonly (Answer | Error)[]> {
    const answers = await byHalves(requests, (some) => this.query(statement, some));
    return answers.map((answer) => (answer instanceof Error ? asRefusal(answer) : answer));
  }

  private async query(
    statement: Statement,
    requests: readonly DecisionRequest[],
  ): Promise<readonly Answer[]> {
    const { rows } = await this.pool.query<Row>({ ...statement, values: toParameters(requests) });
    countDecisions(rows.filter(isDecision));
    const byId = new Map<string, Answer>(rows.map((row) => [row.id, isDecision(row) ? row : HELD]));
    return requests.map((request) => byId.get(request.id) ?? STALE);
  }
}

type Row = Decision | { readonly id: string; readonly refusal: typeof HELD };

const isDecision = (row: Row): row is Decision => row.refusal !== HELD;

function toParameters(requests: readonly DecisionRequest[]): string[] {
  const column = (read: (request: DecisionRequest) => string | undefined): string =>
    arrayLiteral(requests.map(read));
  const consents = requests.flatMap((r) => (r.refusal === undefined && r.consentId ? [r.consentId] : []));
  return [
    column((r) => r.id),
    column((r) => r.clientId),
    column((r) => r.authority),
    column((r) => r.purpose),
    column((r) => r.evidenceType),
    column((r) => r.fieldList),
    column((r) => r.subject),
    column((r) => r.citizen),
    column((r) => r.grantId),
    column((r) => r.consentId),
    column((r) => r.refusal),
    `{${requests.map((r) => r.revision).join(',')}}`,
    column((r) => r.caseReference),
    column((r) => r.traceId),
    arrayLiteral(consents),
  ];
}

/** A lock that does not come free is a matter of time; a database that cannot work makes all decisions impossible. */
function asRefusal(error: Error): Error {
  const trouble = databaseTrouble(error);
  if (trouble === undefined) return error;
  return trouble === 'busy' ? new Overloaded({ cause: error }) : new DecisionUnavailable({ cause: error });
}
