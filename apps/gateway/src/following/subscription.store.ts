import { Inject, Injectable } from '@nestjs/common';
import type { Pool, PoolClient } from 'pg';
import type { AccessClaims } from '#libs/contracts';
import { HOT_POOL, repeatedOnce } from '#libs/service-kit';
import type { Once, Run } from '../idempotency/index.ts';
import { keptBy, PolicyStore } from '../policy/index.ts';
import { SubscriptionEnded, SubscriptionUnknown } from './following.errors.ts';
import type { DescribedSubscription, ListedSubject, NewSubscription, Subscription } from './subscription.ts';
import { addSql, describedSql, insertSql, listSql, ownSql, subjectsSql } from './subscription.sql.ts';

export interface SubjectEntry {
  readonly reference: string;
  readonly consentId: string | null;
  readonly addedAt: Date;
}

type Owner = Pick<AccessClaims, 'clientId' | 'authority'>;

/** Of one subscription's subjects, those that a given one may not be listed beside. */
export type Listed = Pick<ListedSubject, 'reference' | 'eventSubject'>;

/** Subscriptions and whom they are about. All additions to one subscription take turns by its row's lock. */
@Injectable()
export class SubscriptionStore {
  constructor(
    @Inject(HOT_POOL) private readonly pool: Pool,
    private readonly policy: PolicyStore,
  ) {}

  /** @returns its id, or that of the one that the same request made before */
  async create(
    subscription: NewSubscription,
    subjects: readonly ListedSubject[],
    once?: Once,
  ): Promise<string> {
    const { id, clientId, authority, purpose, register, eventTypes, byWill, callback, lastDay } =
      subscription;
    return this.inTransaction(async (client) => {
      const earlier = await once?.claim(runIn(client));
      if (earlier !== undefined) return earlier;
      const values = [id, clientId, authority, purpose, register, eventTypes, byWill, callback, lastDay];
      await client.query(insertSql, values);
      await insertSubjects(client, id, subjects);
      await once?.made(id, runIn(client));
      return id;
    });
  }

  /**
   * Adds subjects; one that is listed under the same reference already gets the new consent.
   * @param check told what is listed already, while nobody else can add
   * @throws SubscriptionEnded
   */
  async add(
    id: string,
    subjects: readonly ListedSubject[],
    check: (listed: readonly Listed[], count: number) => void,
    once?: Once,
  ): Promise<void> {
    await this.inTransaction(async (client) => {
      if ((await once?.claim(runIn(client))) !== undefined) return;
      const { rows } = await client.query<{ open: boolean }>(
        'select ended_at is null and valid_until > clock_timestamp() as open from subscription where id = $1 for no key update',
        [id],
      );
      if (rows[0]?.open !== true) throw new SubscriptionEnded();
      const listed = await client.query<Listed>(
        `select reference, event_subject as "eventSubject" from subscription_subject
         where subscription_id = $1 and removed_at is null and (reference = any($2) or event_subject = any($3))`,
        [id, subjects.map(({ reference }) => reference), subjects.map(({ eventSubject }) => eventSubject)],
      );
      const count = await client.query<{ count: number }>(
        'select count(*) from subscription_subject where subscription_id = $1 and removed_at is null',
        [id],
      );
      check(listed.rows, count.rows[0]?.count ?? 0);
      await insertSubjects(client, id, subjects);
      await once?.made(id, runIn(client));
    });
  }

  /** Takes subjects off the list; nothing waiting is told of them any more once this resolves. */
  async remove(id: string, references: readonly string[]): Promise<void> {
    await this.pool.query(
      `update subscription_subject set removed_at = clock_timestamp()
       where subscription_id = $1 and reference = any($2) and removed_at is null`,
      [id, references],
    );
  }

  /** Nothing is delivered any more once this resolves. May be repeated. */
  async end(id: string): Promise<void> {
    await this.pool.query(
      'update subscription set ended_at = clock_timestamp() where id = $1 and ended_at is null',
      [id],
    );
  }

  /** @throws SubscriptionUnknown unless it belongs to this very client and its authority, or one that this took over */
  own(id: string, owner: Owner): Promise<Subscription> {
    return this.one<Subscription>(ownSql, id, owner);
  }

  /** The same with the number of its subjects. @throws SubscriptionUnknown */
  described(id: string, owner: Owner): Promise<DescribedSubscription> {
    return this.one<DescribedSubscription>(describedSql, id, owner);
  }

  /** Newest first. */
  async list(
    clientId: string,
    authorities: readonly string[],
    limit: number,
    after?: string,
  ): Promise<readonly DescribedSubscription[]> {
    const { rows } = await this.pool.query<DescribedSubscription>(listSql(after === undefined), [
      clientId,
      authorities,
      limit,
      ...(after === undefined ? [] : [after]),
    ]);
    return rows;
  }

  /** By reference. */
  async subjects(id: string, limit: number, after?: string): Promise<readonly SubjectEntry[]> {
    const { rows } = await this.pool.query<SubjectEntry>(subjectsSql, [id, after ?? null, limit]);
    return rows;
  }

  private async one<S extends Subscription>(
    sql: string,
    id: string,
    { clientId, authority }: Owner,
  ): Promise<S> {
    if (authority === undefined) throw new SubscriptionUnknown();
    const { rows } = await this.pool.query<S>(sql, [clientId, keptBy(this.policy.current, authority), id]);
    const [found] = rows;
    if (found === undefined) throw new SubscriptionUnknown();
    return found;
  }

  private inTransaction<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    return repeatedOnce(() => this.tried(work));
  }

  private async tried<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    try {
      await client.query('begin');
      const result = await work(client);
      await client.query('commit');
      return result;
    } catch (error) {
      await client.query('rollback').catch(() => undefined);
      throw error;
    } finally {
      client.release();
    }
  }
}

const runIn =
  (client: PoolClient): Run =>
  async (sql, values) =>
    (await client.query<object>(sql, [...values])).rows;

const insertSubjects = (
  client: PoolClient,
  id: string,
  subjects: readonly ListedSubject[],
): Promise<unknown> =>
  client.query(addSql, [
    id,
    subjects.map((each) => each.id),
    subjects.map((each) => each.reference),
    subjects.map((each) => each.subjectKind),
    subjects.map((each) => each.subject),
    subjects.map((each) => each.eventSubject),
    subjects.map((each) => each.consentId ?? null),
    subjects.map((each) => each.keeper ?? null),
  ]);
