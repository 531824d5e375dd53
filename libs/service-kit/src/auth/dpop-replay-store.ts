import type { Pool } from 'pg';

/** Seconds a spent proof is kept beyond its own life: the clocks of database and services may differ by less. */
const KEEP_LONGER_S = 60;
const TIDY_EVERY_MS = 30_000;

/**
 * Spent DPoP proofs of all instances of a service. The primary key decides: of any number of concurrent replays one
 * insert wins (find-then-save accepted 20 of 20). Keyed by thumbprint, so that no client can spend another's `jti`.
 */
export class DpopReplayStore {
  private tidiedAt = 0;

  constructor(private readonly pool: Pool) {}

  /** @returns whether the proof was unspent until now; a failing database rejects, so the request fails closed */
  async claim(jkt: string, jti: string, expiresAtS: number): Promise<boolean> {
    const { rowCount } = await this.pool.query({
      name: 'dpop-claim',
      text: 'insert into dpop_proof (jkt, jti, expires_at) values ($1, $2, to_timestamp($3)) on conflict do nothing',
      values: [jkt, jti, expiresAtS + KEEP_LONGER_S],
    });
    await this.tidy();
    return rowCount === 1;
  }

  private async tidy(): Promise<void> {
    const now = Date.now();
    if (now - this.tidiedAt < TIDY_EVERY_MS) return;
    this.tidiedAt = now;
    await this.pool.query('delete from dpop_proof where expires_at < now()');
  }
}
