import type { Pool } from 'pg';
import { byHalves, NaturalBatch } from '../batch/index.ts';
import type { Upkeep } from '../upkeep/index.ts';

/** Seconds a spent proof is kept beyond its own life: the clocks of database and services may differ by less. */
const KEEP_LONGER_S = 60;
const MAX_BATCH = 256;
/** More would wait longer than their callers do; they are told to come back. */
const MAX_QUEUED = 2_048;

export interface ProofClaim {
  readonly jkt: string;
  readonly jti: string;
  /** When the proof itself is no longer taken. */
  readonly expiresAtS: number;
}

/**
 * Spends proofs; answers `jkt` and `jti` of those that were unspent. From parameter `first` on: the three arrays of
 * {@link toClaimParameters}. In one order, so that instances with the same proofs wait for each other and never in a circle.
 */
export const spendProofsSql = (first: number): string => `
insert into dpop_proof (jkt, jti, expires_at)
select jkt, jti, to_timestamp(expires)
from unnest($${first}::text[], $${first + 1}::text[], $${first + 2}::float8[]) as claim(jkt, jti, expires)
order by jkt collate "C", jti collate "C"
on conflict do nothing returning jkt, jti`;

export const toClaimParameters = (claims: readonly ProofClaim[]): (string[] | number[])[] => [
  claims.map(({ jkt }) => jkt),
  claims.map(({ jti }) => jti),
  claims.map(({ expiresAtS }) => expiresAtS + KEEP_LONGER_S),
];

export const proofKey = ({ jkt, jti }: Pick<ProofClaim, 'jkt' | 'jti'>): string => `${jkt} ${jti}`;

const claimStatement = { name: 'dpop-claims', text: spendProofsSql(1) };

/**
 * Spent DPoP proofs of all instances of a service. The primary key decides: of any number of concurrent replays one
 * insert wins (find-then-save accepted 20 of 20). Keyed by thumbprint, so that no client can spend another's `jti`.
 * Claims that come while a round trip is under way share the next one.
 */
export class DpopReplayStore {
  private readonly batch = new NaturalBatch<ProofClaim, boolean>({
    run: (claims) => byHalves(claims, (some) => this.insert(some)),
    maxSize: MAX_BATCH,
    maxQueued: MAX_QUEUED,
    lanes: 2,
  });

  constructor(private readonly pool: Pool) {}

  /** @returns whether the proof was unspent until now; a failing database rejects, so the request fails closed */
  claim(claim: ProofClaim): Promise<boolean> {
    return this.batch.submit(claim);
  }

  private async insert(claims: readonly ProofClaim[]): Promise<readonly boolean[]> {
    const { rows } = await this.pool.query<ProofClaim>({
      ...claimStatement,
      values: toClaimParameters(claims),
    });
    const won = new Set(rows.map(proofKey));
    // Of the same proof twice in one batch, the first takes it.
    return claims.map((claim) => won.delete(proofKey(claim)));
  }
}

const MOST = 5_000;
const MINUTE_MS = 60_000;

/** By their places: by their keys, the planner would read the whole table for a portion. */
const forgetSql = `
delete from dpop_proof where ctid = any(array(
  select ctid from dpop_proof where expires_at < now() order by expires_at limit $1))`;

/** Forgets spent proofs whose own life is over. */
export function keepProofs(upkeep: Upkeep): void {
  upkeep.add({
    name: 'dpop-proofs',
    most: MOST,
    everyMs: MINUTE_MS,
    portion: async (database) => (await database.query(forgetSql, [MOST])).rowCount ?? 0,
    lag: 'select extract(epoch from now() - min(expires_at))::float8 as seconds from dpop_proof',
  });
}
