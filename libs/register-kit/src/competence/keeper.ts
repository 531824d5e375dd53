import type { DataSource, EntityManager } from 'typeorm';
import { type AuthorityTable, today } from '#libs/authorities';
import type { AccessClaims } from '#libs/contracts';
import { AuthorityEnded, AuthorityNotServed } from '../register.errors.ts';

/** For whom somebody acts: an authority, and all whose records it keeps today. */
export interface Keeper {
  readonly id: string;
  /** Its own id and those of the authorities that it succeeded. */
  readonly ids: readonly string[];
}

interface RegisterOfAuthorities {
  readonly name: string;
  readonly authorities: AuthorityTable;
}

/** The authorities of one register that somebody may act for. */
export class Keepers {
  constructor(private readonly register: RegisterOfAuthorities) {}

  /** @throws AuthorityNotServed @throws AuthorityEnded */
  of({ authority }: Pick<AccessClaims, 'authority'>): Keeper {
    if (authority === undefined) throw new AuthorityNotServed();
    const { name, authorities } = this.register;
    const on = today();
    const keeper = authorities.keeperOf(authority, on);
    if (authorities.of(authority)?.register !== name) throw new AuthorityNotServed();
    if (keeper?.id !== authority) throw new AuthorityEnded(keeper?.id);
    return { id: authority, ids: authorities.keptBy(authority, on) };
  }
}

/** Runs work in a transaction in which row-level security lets through what these authorities keep, and nothing else. */
export function within<R>(
  source: DataSource,
  { ids }: Pick<Keeper, 'ids'>,
  work: (manager: EntityManager) => Promise<R>,
): Promise<R> {
  return source.transaction(async (manager) => {
    await admit(manager, ids);
    return work(manager);
  });
}

/** Stands for every authority: of what acts for none in particular, e.g. who answers permits. */
export const ALL_AUTHORITIES = '*';

/** Settings of the pools that answer permits and do the upkeep; the pool of the store has none, and names whom it acts for. */
export const actsForAll = { session: { 'einmal.authorities': ALL_AUTHORITIES } } as const;

/** Lets the transaction see and write the records of these authorities. */
export async function admit(manager: EntityManager, ids: readonly string[]): Promise<void> {
  await manager.query(`select set_config('einmal.authorities', $1, true)`, [ids.join()]);
}
