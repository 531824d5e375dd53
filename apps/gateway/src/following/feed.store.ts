import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import type { EntityManager } from 'typeorm';
import type { ChangeEvent, RegisterName, SubjectKind } from '#libs/contracts';
import { HOT_POOL } from '#libs/service-kit';
import { appendSql, matchSql, pageSql, stillListedSql } from './feed.sql.ts';

/** An event that waits to be told of one subject of a subscription. */
export interface FeedEntry {
  readonly position: number;
  readonly eventId: string;
  readonly replayId: string;
  readonly source: string;
  readonly type: string;
  readonly time: string;
  readonly effectiveOn: string;
  readonly recordId: string;
  readonly subjectId: string;
  readonly reference: string;
  readonly subjectKind: SubjectKind;
  readonly subject: string;
  readonly consentId: string | null;
  /** False once the subscriber has taken the subject off the list. */
  readonly listed: boolean;
}

/** A subscription as a delivery needs it, and the entries after a position, all of one moment. */
export interface FeedPage {
  readonly clientId: string;
  readonly authority: string;
  readonly purpose: string;
  readonly register: RegisterName;
  readonly eventTypes: readonly string[];
  readonly byWill: boolean;
  /** Not ended, and not longer past its last day than the feed can be read, by the database's clock. */
  readonly open: boolean;
  readonly lastPosition: number;
  readonly prunedPosition: number;
  readonly entries: readonly FeedEntry[];
}

export interface Appending {
  readonly register: RegisterName;
  readonly replayId: string;
  /** The only subscription to append to, where a replay names one. */
  readonly only?: string;
}

type PageRow = Omit<FeedPage, 'entries'> & { readonly entry: FeedEntry | null };

/** What waits to be delivered. Written in the transaction that takes an event, read by feeds and webhooks. */
@Injectable()
export class FeedStore {
  constructor(@Inject(HOT_POOL) private readonly pool: Pool) {}

  /**
   * Appends an event to the feed of everyone who follows its subject. Writes nothing, and locks nothing, for an event
   * that nobody follows.
   * @returns whether anybody follows it
   */
  async append(
    manager: EntityManager,
    event: ChangeEvent,
    { register, replayId, only }: Appending,
  ): Promise<boolean> {
    const matched: { subscriptionId: string; subjectId: string }[] = await manager.query(matchSql, [
      event.subject,
      register,
      event.type,
      only ?? null,
    ]);
    if (matched.length === 0) return false;
    await manager.query(appendSql, [
      matched.map(({ subscriptionId }) => subscriptionId),
      matched.map(({ subjectId }) => subjectId),
      event.id,
      replayId,
      event.source,
      event.type,
      event.time,
      event.data.effectiveOn,
      event.data.recordId,
    ]);
    return true;
  }

  /** Entries after a position, at most `limit`; `undefined` where there is no such subscription. */
  async page(subscriptionId: string, after: number, limit: number): Promise<FeedPage | undefined> {
    const { rows } = await this.pool.query<PageRow>({
      name: 'feed-page',
      text: pageSql,
      values: [subscriptionId, after, limit],
    });
    const [first] = rows;
    if (first === undefined) return undefined;
    return { ...first, entries: rows.flatMap(({ entry }) => (entry === null ? [] : [entry])) };
  }

  /** Those of the subjects that are still on the list of the subscription; none where it is over. */
  async stillListed(subscriptionId: string, subjectIds: readonly string[]): Promise<ReadonlySet<string>> {
    if (subjectIds.length === 0) return new Set();
    const { rows } = await this.pool.query<{ id: string }>(stillListedSql, [subscriptionId, subjectIds]);
    return new Set(rows.map(({ id }) => id));
  }

  /** Place of the newest entry of an event, a replayed one included. */
  async positionOf(subscriptionId: string, eventId: string): Promise<number | undefined> {
    const { rows } = await this.pool.query<{ position: number }>(
      'select max(position) as position from feed_entry where subscription_id = $1 and event_id = $2',
      [subscriptionId, eventId],
    );
    return rows[0]?.position ?? undefined;
  }
}
