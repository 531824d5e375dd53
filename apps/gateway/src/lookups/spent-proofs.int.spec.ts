import { randomUUID } from 'node:crypto';
import {
  type ProofClaim,
  spendProofsSql,
  toClaimParameters,
  TokenInvalid,
  UnspentProof,
} from '#libs/service-kit';
import { aPolicy } from '../policy/policy.builder.ts';
import { DecisionStand } from '../testing/decision-stand.ts';
import { aDecisionRequest } from './decision.builder.ts';
import { type DecisionRequest, type DecisionStore, STALE } from './decision.store.ts';

let stand: DecisionStand;
beforeAll(async () => {
  stand = await DecisionStand.open();
});
afterAll(() => stand.close());

const aClaim = (): ProofClaim => ({ jkt: 'a-key', jti: randomUUID(), expiresAtS: Date.now() / 1_000 + 60 });

/** As the guard of one request hands it over. */
const shown = (claim: ProofClaim): UnspentProof =>
  new UnspentProof(
    claim,
    async (own) => (await stand.pools[0].query(spendProofsSql(1), toClaimParameters([own]))).rowCount === 1,
    (error) => error,
  );

const requestWith = (proof: UnspentProof, change: Partial<DecisionRequest> = {}): DecisionRequest =>
  aDecisionRequest({ revision: stand.revision, proof, ...change });

/** What became of a request: decided, to be decided again, or why it was refused. */
const outcome = async (store: DecisionStore, request: DecisionRequest): Promise<string> => {
  try {
    return (await store.submit(request)) === STALE ? 'stale' : 'decided';
  } catch (error) {
    if (error instanceof TokenInvalid) return error.reason;
    throw error;
  }
};

async function decisions(ids: readonly string[]): Promise<number> {
  return (await stand.admin.query('select from decision where id = any($1)', [ids])).rows.length;
}

describe('a proof that a decision spends', () => {
  it('permits one of two gateways, though both look before either writes and their batches have another order', async () => {
    const claims = Array.from({ length: 300 }, aClaim);
    const ids: string[] = [];
    const ask = (store: DecisionStore, some: readonly ProofClaim[]): Promise<string[]> =>
      Promise.all(
        some.map((claim) => {
          const request = requestWith(shown(claim));
          ids.push(request.id);
          return outcome(store, request);
        }),
      );
    const [there, back] = await allAtOnce(4, () =>
      Promise.all([ask(stand.stores[0], claims), ask(stand.stores[1], claims.toReversed())]),
    );
    const pairs = there.map((one, index) => [one, back.at(-1 - index)!].toSorted().join());
    expect([...new Set(pairs)]).toEqual(['decided,proof-replayed']);
    // On record is who passed, and nobody else.
    expect(await decisions(ids)).toBe(claims.length);
  });

  it('permits the first of several in one batch', async () => {
    const claim = aClaim();
    const outcomes = [1, 2, 3].map(() => outcome(stand.stores[0], requestWith(shown(claim))));
    expect(await Promise.all(outcomes)).toEqual(['decided', 'proof-replayed', 'proof-replayed']);
  });

  it('is no replay of itself when its request is decided once more, and one of everybody else', async () => {
    const [store] = stand.stores;
    const { request, consentId } = await stand.aCase();
    const proof = shown(aClaim());
    expect(await outcome(store, requestWith(proof, { revision: stand.revision - 1 }))).toBe('stale');
    const held = { ...request(), proof };
    await stand.holding(
      'select from consent where id = $1 for update',
      [consentId],
      async ({ waitedFor, letGo }) => {
        const waiting = outcome(store, held);
        await waitedFor(1);
        await letGo();
        expect(await waiting).toBe('decided');
      },
    );
    const claim = aClaim();
    const first = shown(claim);
    expect(await outcome(store, requestWith(first, { revision: stand.revision - 1 }))).toBe('stale');
    expect(await outcome(store, requestWith(shown(claim)))).toBe('proof-replayed');
    expect(await outcome(store, requestWith(first))).toBe('decided');
  });

  it('is waited for before any lock is taken: who waits holds up neither a consent nor the policy', async () => {
    const { request } = await stand.aCase();
    const { jkt, jti, expiresAtS } = aClaim();
    const insert = 'insert into dpop_proof (jkt, jti, expires_at) values ($1, $2, to_timestamp($3))';
    await stand.holding(insert, [jkt, jti, expiresAtS], async ({ waitedFor, letGo }) => {
      const waiting = outcome(stand.stores[0], { ...request(), proof: shown({ jkt, jti, expiresAtS }) });
      await waitedFor(1);
      expect(await outcome(stand.stores[1], request())).toBe('decided');
      await stand.apply(aPolicy());
      await letGo();
      expect(await waiting).toBe('proof-replayed');
    });
  });

  it('is spent alone where there was no decision, which a statement that failed may have done before', async () => {
    const claim = aClaim();
    await shown(claim).spend();
    expect(await outcome(stand.stores[0], requestWith(shown(claim)))).toBe('proof-replayed');
    await expect(shown(claim).spend()).rejects.toMatchObject({ reason: 'proof-replayed' });
    const tried = shown(claim);
    tried.take();
    await expect(tried.spend()).resolves.toBeUndefined();
  });

  it('is unspent after a statement that failed', async () => {
    const claim = aClaim();
    const broken = requestWith(shown(claim), { id: 'no id' });
    await expect(stand.stores[0].submit(broken)).rejects.toThrow(/uuid/);
    expect(await outcome(stand.stores[0], requestWith(shown(claim)))).toBe('decided');
  });
});

/** Nothing is written until all that `work` began waits to write. */
async function allAtOnce<T>(writers: number, work: () => Promise<T>): Promise<T> {
  let done: Promise<T> | undefined;
  await stand.holding(
    'lock table dpop_proof in share row exclusive mode',
    [],
    async ({ waitedFor, letGo }) => {
      done = work();
      await waitedFor(writers);
      await letGo();
    },
  );
  return done!;
}
