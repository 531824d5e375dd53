import { errors, type Adapter, type AdapterPayload } from 'oidc-provider';
import type { Pool } from 'pg';
import { isStorable, providerQuery } from './provider-query.ts';

interface Row {
  readonly payload: AdapterPayload;
  readonly consumed: number | null;
}

const FOUND = `select payload, extract(epoch from consumed_at)::bigint as consumed from oidc_model
  where model = $1 and %s and (expires_at is null or expires_at > now())`;

/** One model of oidc-provider in PostgreSQL: interactions, codes, grants, sessions. */
export class OidcModelStore implements Adapter {
  constructor(
    private readonly pool: Pool,
    private readonly model: string,
  ) {}

  async upsert(id: string, payload: AdapterPayload, expiresIn?: number): Promise<void> {
    if (!isStorable(payload)) throw new errors.InvalidRequest('a parameter has a character that is none');
    await providerQuery(
      this.pool,
      `insert into oidc_model (model, id, payload, grant_id, uid, expires_at)
       values ($1, $2, $3, $4, $5, now() + make_interval(secs => $6))
       on conflict (model, id) do update
       set payload = excluded.payload, grant_id = excluded.grant_id, uid = excluded.uid, expires_at = excluded.expires_at`,
      [this.model, id, JSON.stringify(payload), payload.grantId, payload.uid, expiresIn],
    );
  }

  find(id: string): Promise<AdapterPayload | undefined> {
    return this.findBy('id = $2', id);
  }

  findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return this.findBy('uid = $2', uid);
  }

  /** Only the device flow looks for user codes, and it is off. */
  findByUserCode(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  /**
   * The library reads `consumed` and writes it in two steps, so concurrent uses of one code would all pass; here the
   * first UPDATE wins (RFC 6749 §4.1.2: a code must not be used more than once).
   */
  async consume(id: string): Promise<void> {
    const { rowCount } = await providerQuery(
      this.pool,
      'update oidc_model set consumed_at = now() where model = $1 and id = $2 and consumed_at is null',
      [this.model, id],
    );
    if (rowCount !== 1) throw new errors.InvalidGrant('already consumed');
  }

  async destroy(id: string): Promise<void> {
    await providerQuery(this.pool, 'delete from oidc_model where model = $1 and id = $2', [this.model, id]);
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    await providerQuery(this.pool, 'delete from oidc_model where model = $1 and grant_id = $2', [
      this.model,
      grantId,
    ]);
  }

  private async findBy(condition: string, value: string): Promise<AdapterPayload | undefined> {
    if (!isStorable(value)) return undefined;
    const { rows } = await providerQuery<Row>(this.pool, FOUND.replace('%s', condition), [this.model, value]);
    const [row] = rows;
    if (row === undefined) return undefined;
    return row.consumed === null ? row.payload : { ...row.payload, consumed: row.consumed };
  }
}
