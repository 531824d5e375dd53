import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import { HOT_POOL } from '#libs/service-kit';
import type { SecretBox } from './secret-box.ts';
import { newSecret, printedSecret } from './webhook.signer.ts';

/** Injection token of the {@link SecretBox}. */
export const SECRET_BOX = Symbol('SECRET_BOX');

export interface SealedSecret {
  readonly id: string;
  /** base64 */
  readonly sealed: string;
}

export interface NewSecret {
  readonly id: string;
  /** As the receiver configures it. Nowhere else is it ever readable again. */
  readonly secret: string;
  readonly createdAt: Date;
}

/** Signing secrets of callbacks. At most three count at a time, so that a signature header stays short. */
@Injectable()
export class SecretStore {
  constructor(
    @Inject(HOT_POOL) private readonly pool: Pool,
    @Inject(SECRET_BOX) private readonly box: SecretBox,
  ) {}

  /** Makes a new secret; the ones before it stay valid for the overlap, or for what is left of an earlier one. */
  async rotate(callback: string, overlapMs: number): Promise<NewSecret> {
    const id = randomUUID();
    const secret = newSecret();
    const sealed = this.box.seal(secret, placeOf(callback, id));
    const { rows } = await this.pool.query<{ created_at: Date }>(rotate, [callback, id, sealed, overlapMs]);
    const [row] = rows;
    if (row === undefined) throw new Error('A new secret was not stored.');
    return { id, secret: printedSecret(secret), createdAt: row.created_at };
  }
}

const placeOf = (callback: string, id: string): string => `webhook-secret ${callback} ${id}`;

/** @throws a plain Error when WEBHOOK_SECRET_KEY is not the key they were sealed with */
export const openSecrets = (
  sealed: readonly SealedSecret[],
  callback: string,
  box: SecretBox,
): readonly Buffer[] =>
  sealed.map((each) => box.open(Buffer.from(each.sealed, 'base64'), placeOf(callback, each.id)));

/** $1 callback, $2 id, $3 sealed, $4 overlap in ms. The callback's row is locked, so rotations take turns. */
const rotate = `
with callback as (
  insert into webhook_callback (callback_id) values ($1)
  on conflict (callback_id) do update set callback_id = excluded.callback_id
  returning callback_id),
ranked as (
  select k.id, row_number() over (order by k.created_at desc) as rank
  from webhook_secret k join callback c on c.callback_id = k.callback_id where k.expires_at > clock_timestamp()),
older as (
  update webhook_secret k set expires_at = case when r.rank > 2 then clock_timestamp()
    else least(k.expires_at, clock_timestamp() + $4 * interval '1 ms') end
  from ranked r where r.id = k.id),
gone as (
  delete from webhook_secret where callback_id = $1 and expires_at < clock_timestamp() - interval '1 day')
insert into webhook_secret (id, callback_id, sealed) select $2, callback_id, $3 from callback
returning created_at`;
