import type { EntityManager } from 'typeorm';
import { authorityTable, today } from '#libs/authorities';
import { type ChangeEvent, closingEventTypes, ofSource, type RegisterName } from '#libs/contracts';

/** A subject on the list of a subscription. */
export interface Follower {
  readonly subscriptionId: string;
  readonly subjectId: string;
  /** The authority whose events of the subject are told; nothing where it was not known yet. */
  readonly keeper: string | null;
}

/** All that a subject of a register stands on the list of, whatever is told there. */
const listedSql = `
select s.id as "subscriptionId", ss.id as "subjectId", ss.keeper
from subscription_subject ss join subscription s on s.id = ss.subscription_id
where ss.event_subject = $1 and ss.removed_at is null and ss.closed_at is null and s.register = $2`;

const bindSql = 'update subscription_subject set keeper = $2 where id = any($1::uuid[])';
const closeSql = 'update subscription_subject set closed_at = clock_timestamp() where id = any($1::uuid[])';

const keeperOf = (authority: string): string => authorityTable.keeperOf(authority, today())?.id ?? authority;

/** Those to whom an event is told, and what follows from it for their lists. */
export async function keptFor(
  manager: EntityManager,
  event: ChangeEvent,
  register: RegisterName,
  followers: readonly Follower[],
): Promise<readonly Follower[]> {
  const told = toldOf(event, followers);
  await bind(manager, event, told);
  await closeAfter(manager, event, register);
  return told;
}

/** An event is told where it is of the authority that kept the subject when they listed it, or of its successor. */
function toldOf({ source }: ChangeEvent, followers: readonly Follower[]): readonly Follower[] {
  const { authority } = ofSource(source) ?? {};
  if (authority === undefined) return followers;
  return followers.filter(({ keeper }) => keeper === null || keeperOf(keeper) === keeperOf(authority));
}

/** Who was not known when it was listed is from now on the authority's whose event came first. */
async function bind(
  manager: EntityManager,
  { source }: ChangeEvent,
  told: readonly Follower[],
): Promise<void> {
  const { authority } = ofSource(source) ?? {};
  const unbound = told.flatMap(({ keeper, subjectId }) => (keeper === null ? [subjectId] : []));
  if (authority !== undefined && unbound.length > 0) await manager.query(bindSql, [unbound, authority]);
}

/** After a closing event nothing more is told, also where the closing itself is not: there will be nothing of this record. */
async function closeAfter(manager: EntityManager, event: ChangeEvent, register: RegisterName): Promise<void> {
  if (!closingEventTypes.includes(event.type)) return;
  const listed: Follower[] = await manager.query(listedSql, [event.subject, register]);
  const ended = toldOf(event, listed).map(({ subjectId }) => subjectId);
  if (ended.length > 0) await manager.query(closeSql, [ended]);
}
