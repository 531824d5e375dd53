import * as crypto from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import { v7 } from 'uuid';
import { databaseTrouble, HOT_POOL, NaturalBatch, Overloaded } from '#libs/service-kit';
import { arrayLiteral } from './array-literal.rules.ts';
import { DecisionUnavailable } from './lookup.errors.ts';
import type { Refusal } from './decide.rules.ts';
import { decideSql } from './decision.sql.ts';
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
/** A withdrawal holds its lock for milliseconds; whatever holds one longer must not hold up every lookup. */
const LOCK_TIMEOUT_MS = 1_000;

/** Commits decisions in natural batches; see {@link decideSql} for what one statement guarantees. */
@Injectable()
export class DecisionStore {
  private readonly batch = new NaturalBatch<DecisionRequest, Decision | typeof STALE>({
    run: (requests) => this.run(requests),
    maxSize: MAX_BATCH,
    maxQueued: MAX_QUEUED,
    lanes: 2,
  });

  constructor(@Inject(HOT_POOL) private readonly pool: Pool) {
    pool.options.lock_timeout = LOCK_TIMEOUT_MS;
  }

  /**
   * Commits the decision on a request.
   * @throws Overloaded when a consent stays locked or too many wait; DecisionUnavailable without a database
   */
  submit(request: DecisionRequest): Promise<Decision | typeof STALE> {
    return this.batch.submit(request);
  }

  /** Halves a batch that fails, until only the request that makes it fail is left without a decision. */
  private async run(
    requests: readonly DecisionRequest[],
  ): Promise<readonly (Decision | typeof STALE | Error)[]> {
    try {
      return await this.decideTogether(requests);
    } catch (error) {
      if (!isOfOneRequest(error)) throw asUnavailable(error);
      if (requests.length === 1) return [toRefusal(error)];
      const middle = requests.length >> 1;
      const first = await this.run(requests.slice(0, middle));
      return [...first, ...(await this.run(requests.slice(middle)))];
    }
  }

  private async decideTogether(
    requests: readonly DecisionRequest[],
  ): Promise<readonly (Decision | typeof STALE)[]> {
    const { rows } = await this.pool.query<Decision>({
      name: 'decide',
      text: decideSql,
      values: toParameters(requests),
    });
    countDecisions(rows);
    const byId = new Map(rows.map((row) => [row.id, row]));
    return requests.map((request) => byId.get(request.id) ?? STALE);
  }
}

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

/** SQLSTATE classes that a single request can cause: data, constraint, deadlock, lock timeout. */
const isOfOneRequest = (error: unknown): boolean => /^(22|23|40|55)/.test(sqlState(error));

const sqlState = (error: unknown): string => (error as { code?: string }).code ?? '';

/** A lock that does not come free is a matter of time; anything else is a fault of ours. */
const toRefusal = (error: unknown): Error =>
  databaseTrouble(error) === 'busy' ? new Overloaded({ cause: error }) : (error as Error);

/** Only a database that cannot work makes decisions impossible; a statement that is wrong is a fault. */
const asUnavailable = (error: unknown): unknown =>
  databaseTrouble(error) === undefined ? error : new DecisionUnavailable({ cause: error });
