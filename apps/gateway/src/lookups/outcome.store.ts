import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import { byHalves, HOT_POOL, NaturalBatch } from '#libs/service-kit';
import { arrayLiteral } from './array-literal.rules.ts';
import { unrecorded } from './lookup.errors.ts';
import { countOutcomes } from './lookup.metrics.ts';

export type OutcomeStatus =
  | 'EVIDENCE'
  | 'NO_EVIDENCE'
  | 'REGISTER_UNAVAILABLE'
  | 'REGISTER_REFUSED'
  /** Of a release: not what was previewed, or taken by another request in between. Nothing was handed over. */
  | 'CHANGED'
  | 'NOT_HANDED_OVER';

export interface Outcome {
  readonly decisionId: string;
  readonly status: OutcomeStatus;
  /** How many fields were released. */
  readonly released: number;
  /** Persons concerned whom the decision row does not name. */
  readonly concerns: readonly string[];
}

const MAX_BATCH = 256;
const MAX_QUEUED = 4_096;

/** `$1`–`$3` one element per outcome; `$4`, `$5` one element per person concerned beyond the decision's own. */
const recordSql = `
with persons as (
  insert into concern (decision_id, citizen) select * from unnest($4::uuid[], $5::text[]) on conflict do nothing
)
insert into outcome (decision_id, status, released)
select * from unnest($1::uuid[], $2::text[], $3::smallint[])`;

/** Records what came of a permit, in natural batches, before the answer goes out. */
@Injectable()
export class OutcomeStore {
  private readonly batch = new NaturalBatch<Outcome, true>({
    run: (outcomes) => this.record(outcomes),
    maxSize: MAX_BATCH,
    maxQueued: MAX_QUEUED,
    lanes: 2,
  });

  constructor(@Inject(HOT_POOL) private readonly pool: Pool) {}

  /** @throws DecisionUnavailable when the outcome could not be recorded; then nothing may be disclosed */
  submit(outcome: Outcome): Promise<true> {
    return this.batch.submit(outcome);
  }

  private async record(outcomes: readonly Outcome[]): Promise<readonly (true | Error)[]> {
    return (await byHalves(outcomes, (some) => this.insert(some))).map(unrecorded);
  }

  private async insert(outcomes: readonly Outcome[]): Promise<readonly true[]> {
    const persons = outcomes.flatMap(({ decisionId, concerns }) =>
      concerns.map((each) => [decisionId, each] as const),
    );
    const values = [
      arrayLiteral(outcomes.map((o) => o.decisionId)),
      arrayLiteral(outcomes.map((o) => o.status)),
      `{${outcomes.map((o) => o.released).join(',')}}`,
      arrayLiteral(persons.map(([id]) => id)),
      arrayLiteral(persons.map(([, citizen]) => citizen)),
    ];
    await this.pool.query({ name: 'record-outcomes', text: recordSql, values });
    countOutcomes(outcomes);
    return outcomes.map(() => true);
  }
}
