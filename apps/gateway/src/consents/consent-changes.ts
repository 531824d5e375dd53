import type { EntityManager, FindOptionsWhere } from 'typeorm';
import { Consent, type ConsentEvent, type StoredConsentState } from './consent.entity.ts';

/** A record after it was paused or resumed, and all that changed with it. */
export interface Paused {
  readonly record: Consent;
  readonly changed: readonly string[];
}

/** All that a person gave to one authority for one purpose and evidence type. */
export type Scope = Pick<Consent, 'citizen' | 'authority' | 'purpose' | 'evidenceType'>;

interface Pausing {
  readonly ids: readonly string[];
  readonly isPaused: boolean;
  readonly actedBy: string;
}

/**
 * Ends those of any of these kinds that are still active.
 * @param actedBy null where an event of a register ends them
 * @returns their ids
 */
export async function close(
  manager: EntityManager,
  which: readonly FindOptionsWhere<Consent>[],
  state: Exclude<StoredConsentState, 'ACTIVE'>,
  actedBy: string | null,
): Promise<readonly string[]> {
  const ids = await lockActive(manager, which);
  if (ids.length === 0) return ids;
  await manager.query(
    'update consent set state = $2, state_changed_at = clock_timestamp() where id = any($1::text[])',
    [ids, state],
  );
  await log(manager, ids, { type: state, fromState: 'ACTIVE', toState: state, actedBy });
  return ids;
}

/** Ids of the active ones, held until commit. */
export async function lockActive(
  manager: EntityManager,
  which: readonly FindOptionsWhere<Consent>[],
): Promise<readonly string[]> {
  const active = await manager.find(Consent, {
    select: { id: true },
    where: which.map((each) => ({ ...each, state: 'ACTIVE' })),
    order: { id: 'asc' },
    lock: { mode: 'for_no_key_update' },
  });
  return active.map(({ id }) => id);
}

const AWAITING = 'jointly and acted_with is null';

/** What awaits its second officer rests already; that it is to rest after that one's click too is kept in its own row, as a lock holds it. */
const pauseSql = `
update consent set paused_at = case when $2 then clock_timestamp() end, paused_while_awaiting = $2 and ${AWAITING}
where id = any($1::text[])
  and ((paused_at is null) = $2 or ($2 and ${AWAITING} and not paused_while_awaiting))
returning id, paused_while_awaiting as "wasAwaiting"`;

const resumed = { type: 'RESUMED', toState: 'ACTIVE' } as const;

export async function setPaused(
  manager: EntityManager,
  { id }: Consent,
  { ids, isPaused, actedBy }: Pausing,
): Promise<Paused> {
  const [rows]: [{ id: string; wasAwaiting: boolean }[], number] = await manager.query(pauseSql, [
    ids,
    isPaused,
  ]);
  for (const wasAwaiting of [false, true]) {
    const some = rows.filter((each) => each.wasAwaiting === wasAwaiting).map((each) => each.id);
    const fromState = isPaused && !wasAwaiting ? 'ACTIVE' : 'PAUSED';
    const to = isPaused ? ({ type: 'PAUSED', toState: 'PAUSED' } as const) : resumed;
    await log(manager, some, { ...to, fromState, actedBy });
  }
  const changed = rows.map((each) => each.id);
  return { record: await manager.findOneByOrFail(Consent, { id }), changed };
}

export async function log(
  manager: EntityManager,
  ids: readonly string[],
  { type, fromState, toState, actedBy }: Pick<ConsentEvent, 'type' | 'fromState' | 'toState' | 'actedBy'>,
): Promise<void> {
  await manager.query(
    `insert into consent_event (consent_id, type, from_state, to_state, actor, acted_by)
     select unnest($1::text[]), $2, $3, $4, $5, $6`,
    [ids, type, fromState, toState, actedBy === null ? 'EVENT' : 'SUBJECT', actedBy],
  );
}

export const scopeOf = ({ citizen, authority, purpose, evidenceType }: Scope): Scope => ({
  citizen,
  authority,
  purpose,
  evidenceType,
});

/** What somebody who ends or rests a record ends with it. A former representative reaches nothing of the present ones. */
export function reachOf(record: Consent, person: string): readonly FindOptionsWhere<Consent>[] {
  const scope = scopeOf(record);
  if (record.citizen === person) return [scope];
  return [
    { ...scope, actedBy: person },
    { ...scope, actedWith: person },
  ];
}
