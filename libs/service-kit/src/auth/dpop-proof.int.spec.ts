import { createSecretKey, generateKeyPairSync, randomUUID } from 'node:crypto';

import { testDatabase, type TestDatabase } from '#libs/test-kit';
import { calculateJwkThumbprint, exportJWK } from 'jose';
import pg from 'pg';

import { Background } from '../background/index.ts';
import { Upkeep } from '../upkeep/index.ts';
import { AccessTokenVerifier } from './access-token-verifier.ts';
import { atTime, AUDIENCE, keys, outcome, request, sign, signer } from './testing/access-tokens.ts';
import { TokenBindingMissing, TokenInvalid } from './access.errors.ts';
import type { AccessRequest } from './access-request.ts';
import { DpopProofVerifier } from './dpop-proof-verifier.ts';
import { aProof, holder, holderThumbprint } from './dpop-proof.builder.ts';
import { DpopReplayStore, keepProofs } from './dpop-replay-store.ts';
import { authMigration } from './dpop-replay.migration.ts';

let database: TestDatabase;
let pool: pg.Pool;
let token: string;

beforeAll(async () => {
  database = await testDatabase({ app: 'gateway', migrations: [authMigration('gateway_app')] });
  pool = new pg.Pool({ connectionString: database.appUrl, max: 10 });
  await keys.start();
  keys.publish('k1', signer.publicKey);
  token = await sign({ claims: { cnf: { jkt: await holderThumbprint() } } });
});

afterAll(async () => {
  await keys.stop();
  await pool.end();
  await database.drop();
});

/** One process of the service; all share the database. */
const anInstance = (): AccessTokenVerifier =>
  new AccessTokenVerifier(
    { issuerUrl: keys.issuer, tokenBinding: 'required' },
    AUDIENCE,
    new DpopProofVerifier(`${AUDIENCE}/`, new DpopReplayStore(pool)),
  );

const presenting = (...proofs: string[]): AccessRequest => {
  const plain = request(`DPoP ${token}`);
  return { ...plain, rawHeaders: [...plain.rawHeaders, ...proofs.flatMap((proof) => ['DPoP', proof])] };
};

const now = (): number => Math.floor(Date.now() / 1000);
const other = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const notAPoint = { kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA' };
const p521 = generateKeyPairSync('ec', { namedCurve: 'P-521' }).publicKey.export({ format: 'jwk' });
const hmac = createSecretKey(Buffer.alloc(32, 1));

const refused: readonly (readonly [string, string, () => Promise<string>])[] = [
  [
    'for another address',
    'proof-claim-htu',
    () => aProof(token, { claims: { htu: `${AUDIENCE}/v1/consents` } }),
  ],
  [
    'for another host',
    'proof-claim-htu',
    () => aProof(token, { claims: { htu: 'https://evil.example/v1/lookups' } }),
  ],
  ['without an address', 'proof-claim-htu', () => aProof(token, { claims: { htu: undefined } })],
  ['for another method', 'proof-claim-htm', () => aProof(token, { claims: { htm: 'GET' } })],
  ['for another token', 'proof-claim-ath', () => aProof('another')],
  ['without a token hash', 'proof-claim-ath', () => aProof(token, { claims: { ath: undefined } })],
  ['that is 61 s old', 'proof-claim-iat', () => aProof(token, { claims: { iat: now() - 61 } })],
  ['from 62 s ahead', 'proof-claim-iat', () => aProof(token, { claims: { iat: now() + 62 } })],
  ['with its time as a string', 'proof-claim-iat', () => aProof(token, { claims: { iat: String(now()) } })],
  ['without a jti', 'proof-claim-jti', () => aProof(token, { claims: { jti: undefined } })],
  ['with NUL in its jti', 'proof-claim-jti', () => aProof(token, { claims: { jti: 'a\0b' } })],
  ['with half a surrogate in its jti', 'proof-claim-jti', () => aProof(token, { claims: { jti: '\ud800' } })],
  ['with a point that is none', 'proof-key', () => aProof(token, { header: { jwk: notAPoint } })],
  ['of another curve than its algorithm', 'proof-key', () => aProof(token, { header: { jwk: p521 } })],
  ['with a numeric jti', 'proof-claim-jti', () => aProof(token, { claims: { jti: 1 } })],
  [
    'of another key',
    'proof-key',
    async () =>
      aProof(token, { header: { jwk: await exportJWK(other.publicKey) }, signWith: other.privateKey }),
  ],
  ['signed by another key than it shows', 'proof-key', () => aProof(token, { signWith: other.privateKey })],
  [
    'that shows its private key',
    'proof-key',
    async () => aProof(token, { header: { jwk: await exportJWK(holder.privateKey) } }),
  ],
  ['without a key', 'proof-key', () => aProof(token, { header: { jwk: undefined } })],
  ['of another type', 'proof-claim-typ', () => aProof(token, { header: { typ: 'JWT' } })],
  [
    'signed with a shared secret',
    'proof-key',
    () => aProof(token, { header: { alg: 'HS256', jwk: hmac.export({ format: 'jwk' }) }, signWith: hmac }),
  ],
  ['that is no JWT', 'proof-key', () => Promise.resolve('nonsense')],
];

describe('a DPoP-bound token', () => {
  it('is accepted with a good proof, whose address may differ in query, fragment and case of the host', async () => {
    const instance = anInstance();
    expect(await outcome(instance, presenting(await aProof(token)))).toHaveProperty(
      'clientId',
      'parking-hannover',
    );
    const spelled = await aProof(token, { claims: { htu: 'HTTPS://Gateway.EXAMPLE:443/v1/lookups?a=1#b' } });
    expect(await outcome(instance, presenting(spelled))).toHaveProperty('clientId');
  });

  it.each(refused)('is refused with a proof %s', async (_story, reason, proof) => {
    await atTime(0, async () =>
      expect(await outcome(anInstance(), presenting(await proof()))).toMatchObject({ reason }),
    );
  });

  it('is refused without a proof, with two, and as a bearer token', async () => {
    const instance = anInstance();
    expect(await outcome(instance, presenting())).toBeInstanceOf(TokenBindingMissing);
    const two = presenting(await aProof(token), await aProof(token));
    expect(await outcome(instance, two)).toMatchObject({ reason: 'header-repeated' });
    expect(await outcome(instance, request(`Bearer ${token}`))).toBeInstanceOf(TokenBindingMissing);
  });

  it('needs a proof of its own on every request, cached or not', async () => {
    const instance = anInstance();
    const proof = await aProof(token);
    expect(await outcome(instance, presenting(proof))).toHaveProperty('clientId');
    expect(await outcome(instance, presenting(proof))).toMatchObject({ reason: 'proof-replayed' });
    expect(await outcome(instance, presenting())).toBeInstanceOf(TokenBindingMissing);
  });

  it('is refused with a proof that names a known key which did not sign it, or is not the one of the token', async () => {
    const instance = anInstance();
    expect(await outcome(instance, presenting(await aProof(token)))).toHaveProperty('clientId');
    const forged = presenting(await aProof(token, { signWith: other.privateKey }));
    expect(await outcome(instance, forged)).toMatchObject({ reason: 'proof-key' });
    const jkt = await calculateJwkThumbprint(await exportJWK(other.publicKey));
    const others = await sign({ claims: { cnf: { jkt } } });
    const { rawHeaders, ...plain } = request(`DPoP ${others}`);
    const stolen = { ...plain, rawHeaders: [...rawHeaders, 'DPoP', await aProof(others)] };
    expect(await outcome(instance, stolen)).toMatchObject({ reason: 'proof-key' });
  });

  it('passes exactly once when one proof comes 20 times at once to two instances', async () => {
    const instances = [anInstance(), anInstance()];
    const proof = await aProof(token);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => outcome(instances[index % 2]!, presenting(proof))),
    );
    expect(answers.filter((answer) => !(answer instanceof TokenInvalid))).toHaveLength(1);
  });

  it('is not blocked by another client that spent the same jti', async () => {
    const jti = randomUUID();
    const store = new DpopReplayStore(pool);
    expect(await store.claim({ jkt: 'another-thumbprint', jti, expiresAtS: now() + 60 })).toBe(true);
    expect(await outcome(anInstance(), presenting(await aProof(token, { claims: { jti } })))).toHaveProperty(
      'clientId',
    );
  });

  it('is refused when the store of spent proofs fails', async () => {
    const broken = new pg.Pool({ connectionString: database.appUrl.replace(/\/test_/, '/absent_') });
    const instance = new AccessTokenVerifier(
      { issuerUrl: keys.issuer, tokenBinding: 'required' },
      AUDIENCE,
      new DpopProofVerifier(AUDIENCE, new DpopReplayStore(broken)),
    );
    expect(await outcome(instance, presenting(await aProof(token)))).toBeInstanceOf(Error);
    await broken.end();
  });

  it('leaves no expired proofs behind', async () => {
    await pool.query("insert into dpop_proof values ('t', 'old', now() - interval '1 s')");
    const upkeep = new Upkeep(pool, new Background());
    keepProofs(upkeep);
    await expect(upkeep.run('dpop-proofs')).resolves.toBe(1);
    const { rows } = await pool.query("select 1 from dpop_proof where jti = 'old'");
    expect(rows).toHaveLength(0);
    await expect(pool.query('alter table dpop_proof add column x int')).rejects.toThrow(/owner/);
  });
});
