import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import { HOT_POOL } from '#libs/service-kit';
import { CallbackUnknown } from '../policy/index.ts';

export interface CallbackSecretRow {
  readonly id: string;
  readonly createdAt: string;
  /** Null: until it is replaced. */
  readonly expiresAt: string | null;
}

export interface CallbackRow {
  readonly id: string;
  readonly url: string;
  readonly disabled: 'GONE' | 'FAILING' | null;
  readonly failures: number;
  readonly lastFailure: string | null;
  readonly lastFailureAt: Date | null;
  /** Null where it is not paused. */
  readonly pausedUntil: Date | null;
  /** Newest first. */
  readonly secrets: readonly CallbackSecretRow[];
}

/** The callbacks that the policy lists for an authority, with how they are doing. */
@Injectable()
export class CallbackStore {
  constructor(@Inject(HOT_POOL) private readonly pool: Pool) {}

  /** @throws CallbackUnknown unless the policy lists it for the caller's authority */
  async assertUsable(callback: string, authority: string): Promise<void> {
    const { rowCount } = await this.pool.query(
      'select from policy_callback where id = $1 and authority = $2 and active',
      [callback, authority],
    );
    if (rowCount === 0) throw new CallbackUnknown();
  }

  async list(authority: string): Promise<readonly CallbackRow[]> {
    const { rows } = await this.pool.query<CallbackRow>(list, [authority]);
    return rows;
  }

  /** Ends pause and disablement; what waits is due at once. */
  async activate(callback: string): Promise<void> {
    await this.pool.query(activate, [callback]);
  }
}

const list = `
select p.id, p.url, c.disabled, coalesce(c.failures, 0) as failures, c.last_failure as "lastFailure",
  c.last_failure_at as "lastFailureAt",
  case when c.paused_until > clock_timestamp() then c.paused_until end as "pausedUntil",
  coalesce((select json_agg(json_build_object('id', k.id, 'createdAt', k.created_at,
      'expiresAt', nullif(k.expires_at, 'infinity')) order by k.created_at desc)
    from webhook_secret k where k.callback_id = p.id and k.expires_at > clock_timestamp()), '[]') as secrets
from policy_callback p left join webhook_callback c on c.callback_id = p.id
where p.authority = $1 and p.active order by p.id`;

const activate = `
with lanes as (
  update webhook_lane w set attempts = 0, due_at = '-infinity' from subscription s
  where s.id = w.subscription_id and s.callback = $1),
again as (
  update webhook_delivery d set again_due_at = clock_timestamp() from subscription s
  where s.id = d.subscription_id and s.callback = $1 and d.again_due_at is not null)
update webhook_callback set disabled = null, failures = 0, paused_until = '-infinity' where callback_id = $1`;
