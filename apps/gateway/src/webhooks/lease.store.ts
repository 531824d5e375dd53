import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import { HOT_POOL } from '#libs/service-kit';
import { claim, dueAgain, dueLanes, release, renew, signing } from './lease.sql.ts';
import { openSecrets, SECRET_BOX, type SealedSecret } from './secret.store.ts';
import type { SecretBox } from './secret-box.ts';

/** The right to be the only sender to one callback, for a while. */
export interface Lease {
  readonly callback: string;
  readonly token: string;
  readonly ms: number;
}

/** How things stand right before an attempt. */
export interface Standing {
  readonly url: string;
  /** Failures of the callback in a row. */
  readonly failures: number;
  /** Up to where the subscription's entries are done. */
  readonly position: number;
  /** Failed attempts of the entry that is next. */
  readonly attempts: number;
}

export interface AgainRequest {
  readonly subscriptionId: string;
  readonly position: number;
  readonly eventId: string;
  readonly attempts: number;
}

/** Leases on callbacks, and the work that is due under one. By the database's clock only. */
@Injectable()
export class LeaseStore {
  constructor(
    @Inject(HOT_POOL) private readonly pool: Pool,
    @Inject(SECRET_BOX) private readonly box: SecretBox,
  ) {}

  async claim(ms: number): Promise<Lease | undefined> {
    const token = randomUUID();
    const { rows } = await this.pool.query<{ id: string }>(claim, [token, ms]);
    return rows[0] && { callback: rows[0].id, token, ms };
  }

  /** Undefined: the lease is lost, or the callback may not be sent to any more. */
  async renew({ callback, token, ms }: Lease, subscriptionId: string): Promise<Standing | undefined> {
    const { rows } = await this.pool.query<Standing>(renew, [callback, token, ms, subscriptionId]);
    return rows[0];
  }

  /**
   * The secrets that sign now, newest first. Asked for when the event is there, so that what was recorded after a secret
   * had been revoked is never signed with it. Undefined as with {@link renew}.
   */
  async signing({ callback, token }: Lease): Promise<readonly Buffer[] | undefined> {
    const { rows } = await this.pool.query<{ secrets: SealedSecret[] }>(signing, [callback, token]);
    return rows[0] && openSecrets(rows[0].secrets, callback, this.box);
  }

  async release({ callback, token }: Lease): Promise<void> {
    await this.pool.query(release, [callback, token]);
  }

  /** Subscriptions with entries to send, those put off longest ago first. */
  async dueLanes({ callback }: Lease, limit: number): Promise<readonly string[]> {
    const { rows } = await this.pool.query<{ id: string }>(
      `${dueLanes} and s.callback = $1 order by w.due_at nulls first, s.id limit $2`,
      [callback, limit],
    );
    return rows.map(({ id }) => id);
  }

  async dueAgain({ callback }: Lease, limit: number): Promise<readonly AgainRequest[]> {
    const { rows } = await this.pool.query<AgainRequest>(
      `${dueAgain} and s.callback = $1 order by d.again_due_at, d.position limit $2`,
      [callback, limit],
    );
    return rows;
  }
}
