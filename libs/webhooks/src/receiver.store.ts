import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import type { Disabled } from './attempt.rules.ts';
import type { Lease } from './lease.store.ts';
import { newSecret, placeOf, printedSecret, type SealedSecret, type SecretBox } from './secrets.ts';

export interface NewSecret {
  readonly id: string;
  /** As the receiver configures it. Nowhere else is it ever readable again. */
  readonly secret: string;
  readonly createdAt: Date;
}

/** How a receiver is doing. */
export interface ReceiverRow {
  readonly id: string;
  readonly disabled: Disabled | null;
  /** In a row. */
  readonly failures: number;
  /** What it was sent last is refused, and tried again. */
  readonly isRefusing: boolean;
  readonly lastFailure: string | null;
  /** Of the answer that was the failure, where there was one. */
  readonly lastStatus: number | null;
  readonly lastFailureAt: Date | null;
  /** Null where it is not paused. */
  readonly pausedUntil: Date | null;
  /** Those that sign now, newest first. */
  readonly secrets: readonly {
    readonly id: string;
    readonly createdAt: string;
    /** Null: until it is replaced. */
    readonly expiresAt: string | null;
  }[];
}

/** Receivers and their signing secrets. A receiver appears with its first secret; before, nothing is sent to it. */
export class ReceiverStore {
  constructor(
    private readonly pool: Pool,
    private readonly box: SecretBox,
  ) {}

  async list(ids: readonly string[]): Promise<readonly ReceiverRow[]> {
    const { rows } = await this.pool.query<ReceiverRow>(list, [ids]);
    return rows;
  }

  /**
   * Makes a new secret; the ones before it stay valid for the overlap, or for what is left of an earlier one. At most
   * three count at a time, so that a signature header stays short.
   */
  async rotate(receiver: string, overlapMs: number): Promise<NewSecret> {
    const id = randomUUID();
    const secret = newSecret();
    const { keyVersion, sealed } = await this.box.seal(secret, placeOf(receiver, id));
    const values = [receiver, id, sealed, overlapMs, keyVersion];
    const { rows } = await this.pool.query<{ createdAt: Date }>(rotate, values);
    const [row] = rows;
    if (row === undefined) throw new Error('A new secret was not stored.');
    return { id, secret: printedSecret(secret), createdAt: row.createdAt };
  }

  /**
   * The secrets that sign now, newest first; none where the lease is lost.
   * @throws a plain Error when they were sealed with another key
   */
  signing({ receiver, token }: Lease): Promise<readonly Buffer[]> {
    return this.opened(receiver, signing, [receiver, token]);
  }

  /** The same for who sends without a lease, also to a receiver that is disabled. */
  secretsOf(receiver: string): Promise<readonly Buffer[]> {
    return this.opened(receiver, secretsOf, [receiver]);
  }

  private async opened(
    receiver: string,
    query: string,
    values: readonly string[],
  ): Promise<readonly Buffer[]> {
    const { rows } = await this.pool.query<SealedSecret & { id: string }>(query, [...values]);
    return Promise.all(rows.map((row) => this.box.open(row, placeOf(receiver, row.id))));
  }

  /** Ends pause and disablement; what waits is due at once. */
  async activate(receiver: string): Promise<void> {
    await this.pool.query(activate, [receiver]);
  }
}

const list = `
select r.id, r.disabled, r.failures, r.refused is not null as "isRefusing", r.last_failure as "lastFailure", r.last_status as "lastStatus",
  r.last_failure_at as "lastFailureAt",
  case when r.disabled is null and r.lease is null and r.due_at > now() then r.due_at end as "pausedUntil",
  coalesce((select json_agg(json_build_object('id', k.id, 'createdAt', k.created_at,
      'expiresAt', nullif(k.expires_at, 'infinity')) order by k.created_at desc)
    from webhook_secret k where k.receiver = r.id and k.expires_at > now()), '[]') as secrets
from webhook_receiver r where r.id = any($1)`;

/** $1 receiver, $2 id, $3 sealed, $4 overlap in ms, $5 key version. The receiver's row is locked, so one rotation waits for the other. */
const rotate = `
with receiver as (
  insert into webhook_receiver as r (id) values ($1) on conflict (id) do update set id = r.id returning r.id),
ranked as (
  select k.id, row_number() over (order by k.created_at desc) as rank
  from webhook_secret k join receiver r on r.id = k.receiver where k.expires_at > clock_timestamp()),
older as (
  update webhook_secret k set expires_at = case when r.rank > 2 then clock_timestamp()
    else least(k.expires_at, clock_timestamp() + $4 * interval '1 ms') end
  from ranked r where r.id = k.id),
gone as (
  delete from webhook_secret where receiver = $1 and expires_at < clock_timestamp() - interval '1 day')
insert into webhook_secret (id, receiver, sealed, key_version) select $2, id, $3, $5 from receiver
returning created_at as "createdAt"`;

const signing = `
select k.id, k.sealed, k.key_version as "keyVersion" from webhook_secret k join webhook_receiver r on r.id = k.receiver
where r.id = $1 and r.lease = $2 and r.disabled is null and k.expires_at > clock_timestamp()
order by k.created_at desc`;

const secretsOf = `
select id, sealed, key_version as "keyVersion" from webhook_secret
where receiver = $1 and expires_at > clock_timestamp() order by created_at desc`;

/** What was set aside comes first. A lease that is held stays so: its sender's request is under way. */
const activate = `
with waiting as (
  select stream, redelivery from webhook_cursor
  where receiver = $1 and (position < head or aside_from is not null)
  order by stream, redelivery for no key update),
brought_forward as (
  update webhook_cursor c set attempts = 0, due_at = '-infinity',
    position = coalesce(c.aside_from, c.position), aside_from = null
  from waiting w
  where c.stream = w.stream and c.redelivery = w.redelivery)
update webhook_receiver set disabled = null, failures = 0, refused = null,
  due_at = case when lease is null then now() else due_at end where id = $1`;
