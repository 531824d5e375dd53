import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import { byHalves, databaseTrouble, HOT_POOL, NaturalBatch, Overloaded } from '#libs/service-kit';
import type { Refusal } from './decide.rules.ts';
import { toParameters, toProofParameters } from './decision-parameters.rules.ts';
import type { DecisionRequest } from './decision-request.ts';
import { HELD, REPLAYED, type Statement, waysToDecide } from './decision.sql.ts';
import { DecisionUnavailable, unrecorded } from './lookup.errors.ts';
import { countDecisions, countOutcomes } from './lookup.metrics.ts';
import { type Outcome, outcomeStatement, toOutcomeParameters } from './outcome.sql.ts';

export interface Decision {
  readonly id: string;
  readonly refusal: Refusal | null;
  /** Whom the lookup concerns, as far as known before the register answers: the IDNr's person or the consenting one. */
  readonly citizen: string | null;
}

/** The policy changed meanwhile: nothing was recorded, decide again on the new one. */
export const STALE = Symbol('STALE');

export type Answer = Decision | typeof STALE | typeof HELD;

export const MAX_BATCH = 256;
export const MAX_QUEUED = 4_096;

type Work = { readonly outcome: Outcome } | { readonly request: DecisionRequest };

const isOutcome = (work: Work): boolean => 'outcome' in work;

/**
 * Writes the audit in natural batches: one statement, and one commit, for the decisions and the outcomes that wait
 * (ADR 0055). Outcomes come first, because somebody's evidence waits for each.
 */
@Injectable()
export class AuditLane {
  private readonly batch = new NaturalBatch<Work, Answer | true>({
    name: 'decisions',
    run: (works) => this.write(works),
    isUrgent: isOutcome,
    maxSize: MAX_BATCH,
    maxQueued: MAX_QUEUED,
    lanes: 2,
  });

  constructor(@Inject(HOT_POOL) private readonly pool: Pool) {}

  /** Decides on a lookup. @throws Overloaded, DecisionUnavailable */
  submit(request: DecisionRequest): Promise<Answer> {
    return this.batch.submit({ request }) as Promise<Answer>;
  }

  /** @throws DecisionUnavailable when the outcome could not be recorded; then nothing may be disclosed */
  record(outcome: Outcome): Promise<true> {
    return this.batch.submit({ outcome }) as Promise<true>;
  }

  /** By a statement of its own; each request succeeds or fails by itself. */
  async decide(
    statement: Statement,
    requests: readonly DecisionRequest[],
  ): Promise<readonly (Answer | Error)[]> {
    const answers = await byHalves(requests, (some) => this.queryDecisions(statement, some));
    return answers.map((answer) => (answer instanceof Error ? asRefusal(answer) : answer));
  }

  private async write(works: readonly Work[]): Promise<readonly (Answer | true | Error)[]> {
    const outcomes = works.flatMap((work) => ('outcome' in work ? [work.outcome] : []));
    const requests = works.flatMap((work) => ('request' in work ? [work.request] : []));
    if (requests.length === 0) return this.recordAlone(outcomes);
    const way = requests.some(({ proof }) => proof) ? waysToDecide.spending : waysToDecide.bare;
    if (outcomes.length === 0) return this.decide(way.alone, requests);
    try {
      const decided = await this.queryDecisions(way.recording, requests, outcomes);
      countOutcomes(outcomes);
      return [...outcomes.map(() => true as const), ...decided];
    } catch (error) {
      // Without a database neither can be. Else what hinders a decision holds up no answer, nor the other way round.
      if (databaseTrouble(error) === 'away') throw new DecisionUnavailable({ cause: error });
      const alone = [this.recordAlone(outcomes), this.decide(way.alone, requests)] as const;
      return (await Promise.all(alone)).flat();
    }
  }

  private async recordAlone(outcomes: readonly Outcome[]): Promise<readonly (true | Error)[]> {
    const recorded = await byHalves(outcomes, async (some) => {
      await this.pool.query({ ...outcomeStatement, values: toOutcomeParameters(some) });
      countOutcomes(some);
      return some.map(() => true as const);
    });
    return recorded.map(unrecorded);
  }

  private async queryDecisions(
    statement: Statement,
    requests: readonly DecisionRequest[],
    outcomes?: readonly Outcome[],
  ): Promise<readonly (Answer | Error)[]> {
    const { name, text, spends } = statement;
    const values = [
      ...toParameters(requests),
      ...(outcomes ? toOutcomeParameters(outcomes) : []),
      ...(spends ? toProofParameters(requests) : []),
    ];
    const { rows } = await this.pool.query<Row>({ name, text, values });
    const untold = (decision: Row): boolean =>
      requests.some((r) => r.id === decision.id && r.untold === true);
    countDecisions(rows.filter(isDecision), untold);
    const byId = new Map(rows.map((row) => [row.id, row]));
    return requests.map(({ id, proof }) => {
      const row = byId.get(id);
      const replay = spends ? proof?.spentBy(row?.refusal !== REPLAYED) : undefined;
      if (replay !== undefined || row === undefined) return replay ?? STALE;
      return isDecision(row) ? row : HELD;
    });
  }
}

type Row = Decision | { readonly id: string; readonly refusal: typeof HELD | typeof REPLAYED };

const isDecision = (row: Row): row is Decision => row.refusal !== HELD && row.refusal !== REPLAYED;

/** A lock that does not come free is a matter of time; a database that cannot work makes all decisions impossible. */
function asRefusal(error: Error): Error {
  const trouble = databaseTrouble(error);
  if (trouble === undefined) return error;
  return trouble === 'busy' ? new Overloaded({ cause: error }) : new DecisionUnavailable({ cause: error });
}
