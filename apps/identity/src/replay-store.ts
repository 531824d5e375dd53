import { errors, type Adapter, type AdapterPayload } from 'oidc-provider';
import type { Pool } from 'pg';
import { providerQuery } from './provider-query.ts';

/** Seconds a spent `jti` is kept beyond its own life: the clocks of database and service may differ by less. */
const KEEP_LONGER_S = 60;
const TIDY_EVERY_MS = 30_000;
/** Rows at a time: whoever asks for a token waits for them. Where there are more, the next request takes more. */
const TIDY_MOST = 1_000;

const tidySql = `
  delete from oidc_model where ctid = any(array(
    select ctid from oidc_model where expires_at < now() order by expires_at limit $1 for update skip locked))`;

/**
 * Spent client assertions and DPoP proofs. The library asks `find` and then saves, which let 20 of 20 concurrent
 * replays pass; so `find` never knows anything and the primary key decides. The library's id is a hash of `iss` and
 * `jti` without a separator: adding `iss` keeps issuer "a" with "bc" apart from "ab" with "c".
 */
export class ReplayStore implements Adapter {
  private tidiedAt = 0;

  constructor(private readonly pool: Pool) {}

  find(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  async upsert(id: string, payload: AdapterPayload, expiresIn: number): Promise<void> {
    const { rowCount } = await providerQuery(
      this.pool,
      `insert into oidc_model (model, id, payload, expires_at)
       values ('ReplayDetection', $1, '{}', now() + make_interval(secs => $2)) on conflict do nothing`,
      [`${id}.${String(payload['iss'])}`, expiresIn + KEEP_LONGER_S],
    );
    if (rowCount !== 1) throw new errors.InvalidClientAuth('an assertion or proof must be used only once');
    await this.tidy();
  }

  findByUid(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  findByUserCode(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  consume(): Promise<void> {
    return Promise.resolve();
  }

  destroy(): Promise<void> {
    return Promise.resolve();
  }

  revokeByGrantId(): Promise<void> {
    return Promise.resolve();
  }

  /** Every token request passes here, so this keeps the whole table free of what has expired. */
  private async tidy(): Promise<void> {
    const now = Date.now();
    if (now - this.tidiedAt < TIDY_EVERY_MS) return;
    this.tidiedAt = now;
    const { rowCount } = await providerQuery(this.pool, tidySql, [TIDY_MOST]);
    if (rowCount === TIDY_MOST) this.tidiedAt = 0;
  }
}
