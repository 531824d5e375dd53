import type { Pool } from 'pg';
import type { Upkeep } from '../upkeep/index.ts';

/** Seconds a spent proof is kept beyond its own life: the clocks of database and services may differ by less. */
const KEEP_LONGER_S = 60;

/**
 * Spent DPoP proofs of all instances of a service. The primary key decides: of any number of concurrent replays one
 * insert wins (find-then-save accepted 20 of 20). Keyed by thumbprint, so that no client can spend another's `jti`.
 */
export class DpopReplayStore {
  constructor(private readonly pool: Pool) {}

  /** @returns whether the proof was unspent until now; a failing database rejects, so the request fails closed */
  async claim(jkt: string, jti: string, expiresAtS: number): Promise<boolean> {
    const { rowCount } = await this.pool.query({
      name: 'dpop-claim',
      text: 'insert into dpop_proof (jkt, jti, expires_at) values ($1, $2, to_timestamp($3)) on conflict do nothing',
      values: [jkt, jti, expiresAtS + KEEP_LONGER_S],
    });
    return rowCount === 1;
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
