import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import type { EntityManager } from 'typeorm';
import { type ChangeEvent, closingEventTypes, type RegisterName, type SubjectKind } from '#libs/contracts';
import { Committed, HOT_POOL } from '#libs/service-kit';
import { registerOf } from '../policy/index.ts';
import { type Follower, keptFor } from './kept-subjects.ts';
import type { Subscription } from './subscription.ts';
import { tells } from './subscription.sql.ts';

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
export interface FeedPage extends Pick<
  Subscription,
  'clientId' | 'authority' | 'purpose' | 'register' | 'eventTypes' | 'byWill'
> {
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

/** SQL: who follows the subject of a register and is told, as `ss` and `s`. */
const following = (subject: string, register: string, told: string): string => `
subscription_subject ss join subscription s on s.id = ss.subscription_id
where ss.event_subject = ${subject} and ss.removed_at is null and ss.closed_at is null and s.register = ${register}
  and ${told} and s.ended_at is null and s.valid_until > clock_timestamp()`;

/** `$4` narrows it to one subscription. */
const matchSql = `
select s.id as "subscriptionId", ss.id as "subjectId", ss.keeper
from ${following('$1', '$2', '$3 = any(s.event_types)')} and ($4::uuid is null or s.id = $4::uuid)`;

/**
 * `$1` ids, `$2` subjects, `$3` registers, `$4` types. `offset 0` has each subject looked up in the index, where joining
 * would read the lists of all subscriptions.
 */
/** A closing also ends where it is not told. */
const concerns = `(e.type = any(s.event_types) or e.type in (${closingEventTypes.map((type) => `'${type}'`).join(', ')}))`;
const followersSql = `
unnest($1::text[], $2::text[], $3::text[], $4::text[]) as e(id, subject, register, type)
cross join lateral (select s.id from ${following('e.subject', 'e.register', concerns)} offset 0) as follower(id)`;
const followedSql = `select distinct e.id from ${followersSql}`;
const lockSql = `
select id from subscription where id in (select follower.id from ${followersSql}) order by id for no key update`;

/**
 * One entry per subscription, at the next place of its feed.
 *
 * The subscriptions are locked in the order of their ids and stay so until the transaction ends. Another transaction
 * that would append to one of them waits, and then counts on from the committed number (READ COMMITTED continues with
 * the newest version of a row it had to wait for). So an entry never becomes visible after one of a higher place: a
 * reader that goes on from the last place it saw misses nothing, in whichever order transactions end. A sequence could
 * not promise that.
 */
const appendSql = `
with follower as (
  select * from unnest($1::uuid[], $2::uuid[]) as f(subscription_id, subject_id)
),
locked as materialized (
  select id from subscription where id in (select subscription_id from follower) order by id for no key update
),
counted as (
  update subscription s set last_position = s.last_position + 1 from locked l where s.id = l.id
  returning s.id, s.last_position
)
insert into feed_entry (subscription_id, position, subject_id, event_id, replay_id, source, type, time, effective_on,
  record_id)
select c.id, c.last_position, f.subject_id, $3::uuid, $4, $5, $6, $7, $8, $9::uuid
from counted c join follower f on f.subscription_id = c.id
on conflict (subscription_id, event_id, replay_id) do nothing`;

/** One snapshot for the subscription and its entries: what was pruned meanwhile cannot be missed unnoticed. */
const pageSql = `
select s.client_id as "clientId", s.authority, s.purpose, s.register, s.event_types as "eventTypes",
  s.by_will as "byWill",
  ${tells} as open,
  s.last_position as "lastPosition", s.pruned_position as "prunedPosition", e.entry
from subscription s
left join lateral (
  select e.position, json_build_object('position', e.position, 'eventId', e.event_id, 'replayId', e.replay_id,
    'source', e.source, 'type', e.type, 'time', e.time, 'effectiveOn', e.effective_on, 'recordId', e.record_id,
    'subjectId', ss.id, 'reference', ss.reference, 'subjectKind', ss.subject_kind, 'subject', ss.subject,
    'consentId', ss.consent_id, 'listed', ss.removed_at is null) as entry
  from feed_entry e join subscription_subject ss on ss.id = e.subject_id
  where e.subscription_id = s.id and e.position > $2
  order by e.position limit $3
) e on true
where s.id = $1
order by e.position`;

const stillListedSql = `
select ss.id from subscription_subject ss join subscription s on s.id = ss.subscription_id
where s.id = $1 and ss.id = any($2::uuid[]) and ss.removed_at is null
  and ${tells}`;

const columnsOf = (events: readonly ChangeEvent[]): string[][] => [
  events.map(({ id }) => id),
  events.map(({ subject }) => subject),
  events.map(({ type }) => registerOf(type) ?? ''),
  events.map(({ type }) => type),
];

/** Ids of those of the events that anybody follows. */
export async function followed(
  events: readonly ChangeEvent[],
  manager: EntityManager,
): Promise<ReadonlySet<string>> {
  const rows: { id: string }[] = await manager.query(followedSql, columnsOf(events));
  return new Set(rows.map(({ id }) => id));
}

/** Locks, in the order of ids, what {@link FeedStore.append} would lock event by event, in circles with others. */
export async function lockFeedsOf(events: readonly ChangeEvent[], manager: EntityManager): Promise<void> {
  await manager.query(lockSql, columnsOf(events));
}

/** What waits to be delivered. Written in the transaction that takes an event, read by feeds and webhooks. */
@Injectable()
export class FeedStore {
  readonly appended = new Committed();

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
    const followers: Follower[] = await manager.query(matchSql, [
      event.subject,
      register,
      event.type,
      only ?? null,
    ]);
    const told = await keptFor(manager, event, register, followers);
    if (told.length === 0) return false;
    this.appended.note(manager);
    await manager.query(appendSql, [
      told.map(({ subscriptionId }) => subscriptionId),
      told.map(({ subjectId }) => subjectId),
      ...[event.id, replayId, event.source, event.type, event.time],
      ...[event.data.effectiveOn, event.data.recordId],
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
}
