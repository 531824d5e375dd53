import { createHash, randomUUID } from 'node:crypto';
import { testDatabase, type TestDatabase, whileHeld } from '#libs/test-kit';
import pg from 'pg';

import { Overloaded } from '../errors/index.ts';
import { AccessTokenVerifier } from './access-token-verifier.ts';
import type { AccessRequest } from './access-request.ts';
import { DpopProofVerifier } from './dpop-proof-verifier.ts';
import { aProof, holderThumbprint } from './dpop-proof.builder.ts';
import { DpopReplayStore, type ProofClaim } from './dpop-replay-store.ts';
import { authMigration } from './dpop-replay.migration.ts';
import { AUDIENCE, keys, outcome, request, sign, signer } from './testing/access-tokens.ts';

let database: TestDatabase;
let pools: readonly [pg.Pool, pg.Pool];
let token: string;

beforeAll(async () => {
  database = await testDatabase({ app: 'gateway', migrations: [authMigration('gateway_app')] });
  const pool = (): pg.Pool => {
    const made = new pg.Pool({ connectionString: database.appUrl, max: 4 });
    made.on('error', () => undefined);
    return made;
  };
  pools = [pool(), pool()];
  await keys.start();
  keys.publish('k1', signer.publicKey);
  token = await sign({ claims: { cnf: { jkt: await holderThumbprint() } } });
});

afterAll(async () => {
  await keys.stop();
  await Promise.all(pools.map((pool) => pool.end()));
  await database.drop();
});

/** A process of the service: its own connections and queue, the database of all. */
const replica = (pool: pg.Pool): AccessTokenVerifier =>
  new AccessTokenVerifier(
    { issuerUrl: keys.issuer, tokenBinding: 'required' },
    AUDIENCE,
    new DpopProofVerifier(AUDIENCE, new DpopReplayStore(pool)),
  );

const presenting = (proof: string): AccessRequest => {
  const plain = request(`DPoP ${token}`);
  return { ...plain, rawHeaders: [...plain.rawHeaders, 'DPoP', proof] };
};

const jkt = createHash('sha256').update('somebody').digest('base64url');
const aClaim = (jti: string): ProofClaim => ({ jkt, jti, expiresAtS: Date.now() / 1_000 + 60 });

/** Nothing is written until all that `work` began waits to write: whoever looks before writing has looked by then. */
function allAtOnce<T>(writers: number, work: () => Promise<T>): Promise<T> {
  const lock = 'lock table dpop_proof in share row exclusive mode';
  return whileHeld(database.adminUrl, lock, async ({ waitedFor, letGo }) => {
    const done = work();
    await waitedFor(writers);
    await letGo();
    return done;
  });
}

describe('spent proofs of two processes', () => {
  it('let one of two pass, each of 1,000 times that one proof comes to both at once', async () => {
    const [one, other] = pools.map(replica) as [AccessTokenVerifier, AccessTokenVerifier];
    const proofs = await Promise.all(Array.from({ length: 1_000 }, () => aProof(token)));
    const passed = await allAtOnce(4, () =>
      Promise.all(
        proofs.map(async (proof) => {
          const answers = await Promise.all([one, other].map((each) => outcome(each, presenting(proof))));
          return answers.map((answer) => (answer instanceof Error ? answer : 'passed'));
        }),
      ),
    );
    for (const answers of passed) {
      expect(answers.filter((answer) => answer === 'passed')).toHaveLength(1);
      expect(answers).toContainEqual(expect.objectContaining({ reason: 'proof-replayed' }));
    }
  });

  it('decide duplicates in one batch, and batches that name the same proofs in opposite order', async () => {
    const [one, other] = pools.map((pool) => new DpopReplayStore(pool)) as [DpopReplayStore, DpopReplayStore];
    const names = Array.from({ length: 250 }, () => randomUUID());
    const claims = (store: DpopReplayStore, jtis: readonly string[]): Promise<boolean[]> =>
      Promise.all(jtis.map((jti) => store.claim(aClaim(jti))));
    const [there, back, twice] = await allAtOnce(3, () =>
      Promise.all([
        claims(one, names),
        claims(other, names.toReversed()),
        claims(new DpopReplayStore(pools[0]), ['twice', 'twice', 'once']),
      ]),
    );
    expect(there.map((won, index) => won !== back.at(-1 - index))).not.toContain(false);
    expect(twice).toEqual([true, false, true]);
  });

  it('admit nobody while the database is away, and refuse what no longer fits into the queue', async () => {
    const store = new DpopReplayStore(pools[0]);
    await database.whileAway(async () => {
      await expect(store.claim(aClaim('away'))).rejects.toThrow();
      const proof = presenting(await aProof(token));
      expect(await outcome(replica(pools[0]), proof)).toBeInstanceOf(Error);
    });
    expect(await store.claim(aClaim('away'))).toBe(true);
    const many = Array.from({ length: 2_050 }, () => store.claim(aClaim(randomUUID())));
    const settled = await Promise.allSettled(many);
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(2_048);
    expect(settled.at(-1)).toMatchObject({ reason: expect.any(Overloaded) as unknown });
  });
});
