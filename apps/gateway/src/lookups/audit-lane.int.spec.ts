import type { Pool } from 'pg';
import { DecisionStand } from '../testing/decision-stand.ts';
import { AuditLane } from './audit-lane.ts';
import { DecisionStore, newDecisionId } from './decision.store.ts';
import type { Outcome } from './outcome.sql.ts';

let stand: DecisionStand;
let pool: Pool;
let lane: AuditLane;
let store: DecisionStore;
beforeAll(async () => {
  stand = await DecisionStand.open();
  [pool] = stand.pools;
  lane = new AuditLane(pool);
  store = new DecisionStore(pool, lane);
});
afterAll(() => stand.close());

describe('an outcome', () => {
  const outcome = (change: Partial<Outcome> = {}): Outcome => ({
    decisionId: newDecisionId(),
    status: 'EVIDENCE',
    released: 2,
    concerns: ['a-person-concerned'],
    ...change,
  });

  it('fails alone in its batch, whatever is wrong with it', async () => {
    const recorded = outcome();
    await lane.record(recorded);
    const batch = [
      outcome(),
      outcome({ concerns: ['a null byte: \u0000'] }),
      outcome(),
      outcome({ released: 100_000 }),
      recorded,
      outcome({ concerns: [Array.from({ length: 2_000 }, () => newDecisionId()).join('')] }),
      outcome(),
    ];
    const settled = await Promise.allSettled(batch.map((each) => lane.record(each)));
    expect(settled.map(({ status }) => status === 'fulfilled')).toEqual([
      true,
      false,
      true,
      false,
      false,
      false,
      true,
    ]);
    const ids = batch.map(({ decisionId }) => decisionId);
    const { rows } = await pool.query('select from outcome where decision_id = any($1)', [ids]);
    expect(rows).toHaveLength(4);
  });

  it('shares a statement with the decisions that wait', async () => {
    const { request } = await stand.aCase();
    let statements = 0;
    const count = (): void => void (statements += 1);
    pool.on('acquire', count);
    const recorded = outcome();
    const written = await Promise.all([
      store.submit(request()),
      lane.record(recorded),
      store.submit(request()),
    ]);
    pool.off('acquire', count);
    expect(statements).toBe(1);
    expect(written).toEqual([
      expect.objectContaining({ refusal: null }),
      true,
      expect.objectContaining({ refusal: null }),
    ]);
    const { rows } = await pool.query('select status, released from outcome where decision_id = $1', [
      recorded.decisionId,
    ]);
    expect(rows).toEqual([{ status: 'EVIDENCE', released: 2 }]);
    const { rows: persons } = await pool.query('select citizen from concern where decision_id = $1', [
      recorded.decisionId,
    ]);
    expect(persons).toEqual([{ citizen: 'a-person-concerned' }]);
  });

  it('and a decision in one statement do not fail each other', async () => {
    const { request } = await stand.aCase();
    const broken = { ...request(), caseReference: 'a null byte: \u0000' };
    const settled = await Promise.allSettled([
      store.submit(request()),
      lane.record(outcome()),
      store.submit(broken),
      lane.record(outcome({ released: 100_000 })),
      store.submit(request()),
    ]);
    expect(settled.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
      'rejected',
      'fulfilled',
    ]);
  });
});
