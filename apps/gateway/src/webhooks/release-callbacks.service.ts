import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import type { AccessClaims } from '#libs/contracts';
import { HOT_POOL } from '#libs/service-kit';
import { CallbackUnknown, hasCallback, PolicyStore } from '../policy/index.ts';
import type { ReleaseCallbackDto } from './release-callback.dto.ts';

type Row = Pick<ReleaseCallbackDto, 'callback' | 'clientId'> & { readonly since: Date };

/** Named anew it counts from then on; by another client it is told as that one can open it. The same again changes nothing. */
const nameSql = `
insert into release_callback as c (authority, callback, client_id) values ($1, $2, $3)
on conflict (authority) do update set callback = excluded.callback, client_id = excluded.client_id,
  since = case when c.callback = excluded.callback then c.since else excluded.since end
where c.callback <> excluded.callback or c.client_id <> excluded.client_id`;

/** Which of its callbacks an authority wants to be told of its requests and releases. */
@Injectable()
export class ReleaseCallbacks {
  constructor(
    @Inject(HOT_POOL) private readonly pool: Pool,
    private readonly policy: PolicyStore,
  ) {}

  /** @param callback undefined: none @throws CallbackUnknown */
  async name(
    callback: string | undefined,
    { authority = '', clientId }: Pick<AccessClaims, 'authority' | 'clientId'>,
  ): Promise<ReleaseCallbackDto> {
    if (callback === undefined) {
      await this.pool.query('delete from release_callback where authority = $1', [authority]);
      return {};
    }
    if (!hasCallback(await this.policy.upToDate(), callback, authority)) throw new CallbackUnknown();
    await this.pool.query(nameSql, [authority, callback, clientId]);
    return this.mine({ authority });
  }

  async mine({ authority = '' }: Pick<AccessClaims, 'authority'>): Promise<ReleaseCallbackDto> {
    const { rows } = await this.pool.query<Row>(
      'select callback, client_id as "clientId", since from release_callback where authority = $1',
      [authority],
    );
    return rows[0] === undefined ? {} : { ...rows[0], since: rows[0].since.toISOString() };
  }
}
