import { followed, hasBegun, hasEnded, type Succeeded } from '#libs/authorities';
import { type EventGrant, type Grant, grantKey, type PolicySnapshot } from './policy.snapshot.ts';

export interface WrittenAuthority extends Succeeded {
  readonly id: string;
  readonly name: string;
  readonly active: boolean;
  readonly address?: string | null | undefined;
  readonly contact?: string | null | undefined;
}

/** The policy as it is written down, whatever the day. */
export interface WrittenPolicy extends Omit<
  PolicySnapshot,
  'day' | 'authorities' | 'successors' | 'predecessors' | 'systems' | 'grants'
> {
  readonly authorities: ReadonlyMap<string, WrittenAuthority>;
  readonly grants: readonly Grant[];
}

/**
 * The policy as it holds on a day. From the day after its last an authority has nothing any more: its clients, callbacks and
 * grants are its successor's, whose own grants go first. Who was not active leaves nothing to anybody.
 */
export function policyOn(written: WrittenPolicy, day: string): PolicySnapshot {
  const successors = successorsOn(written.authorities, day);
  const heirOf = (authority: string): string => successors.get(authority) ?? authority;
  const clients = led(written.clients, ({ authority, active }) => ({ authority: heirOf(authority), active }));
  const grants = [...written.grants, ...inherited(written.grants, successors)];
  return {
    ...written,
    day,
    authorities: new Map(
      [...written.authorities].map(([id, { name, active, from, until, address, contact }]) => [
        id,
        {
          name,
          active: active && hasBegun({ from }, day) && !hasEnded({ until }, day),
          from,
          until,
          ...(address && { address }),
          ...(contact && { contact }),
        },
      ]),
    ),
    successors,
    predecessors: new Map(
      [...Map.groupBy(successors, ([, heir]) => heir)].map(([heir, all]) => [heir, all.map(([id]) => id)]),
    ),
    clients,
    systems: new Map(
      [...Map.groupBy(clients, ([, { authority }]) => authority)].map(([authority, all]) => [
        authority,
        all.flatMap(([id, { active }]) => (active ? [id] : [])),
      ]),
    ),
    callbacks: led(written.callbacks, heirOf),
    grants: Map.groupBy(grants, (g) => grantKey(g.authority, g.purpose, g.evidenceType)),
    eventGrants: [...written.eventGrants, ...inherited(written.eventGrants, successors)],
  };
}

function successorsOn(
  authorities: ReadonlyMap<string, WrittenAuthority>,
  day: string,
): ReadonlyMap<string, string> {
  const successors = new Map<string, string>();
  for (const authority of authorities.values()) {
    const heir = followed(authority, day, ({ successor = '' }) => authorities.get(successor));
    if (authority.active && heir !== undefined && heir !== authority) successors.set(authority.id, heir.id);
  }
  return successors;
}

const inherited = <G extends Grant | EventGrant>(
  grants: readonly G[],
  successors: ReadonlyMap<string, string>,
): readonly G[] =>
  grants.flatMap((grant) => {
    const authority = successors.get(grant.authority);
    return authority === undefined ? [] : [{ ...grant, authority }];
  });

const led = <T>(entries: ReadonlyMap<string, T>, change: (entry: T) => T): ReadonlyMap<string, T> =>
  new Map([...entries].map(([id, entry]) => [id, change(entry)]));
