import type { DataSource, EntityManager } from 'typeorm';
import { type AuthorityTable, hasBegun, today } from '#libs/authorities';
import type { AccessClaims, Actor } from '#libs/contracts';
import { AuthorityEnded, AuthorityNotBegun, AuthorityNotServed } from '../register.errors.ts';

/** For whom somebody acts: an authority, and all whose records it keeps today. */
export interface Keeper {
  readonly id: string;
  /** Its own id and those of the authorities that it succeeded. */
  readonly ids: readonly string[];
  /** Who acts; absent where the service does of its own accord. */
  readonly by?: Actor;
}

/** By it all successions that the table knows of are done. */
const LAST_DAY = '9999-12-31';

const unknownIn = (register: string, id: string): string =>
  `REGISTER_AUTHORITIES names "${id}", no authority of ${register}: correct it, or add it to the table of authorities.`;

interface RegisterOfAuthorities {
  readonly name: string;
  readonly authorities: AuthorityTable;
}

/** The authorities of one register that somebody may act for. */
export class Keepers {
  /**
   * @param served ids of those whose records this process keeps; all of the register where there is none
   * @param elsewhere whether another process is known to keep an authority's records, however many this one keeps
   * @throws TypeError where one of them is none of the register's
   */
  constructor(
    private readonly register: RegisterOfAuthorities,
    private readonly served?: readonly string[],
    private readonly elsewhere: (authority: string) => boolean = () => false,
  ) {
    const foreign = served?.find((id) => register.authorities.of(id)?.register !== register.name);
    if (foreign !== undefined) throw new TypeError(unknownIn(register.name, foreign));
  }

  /** @throws AuthorityNotServed, AuthorityEnded, AuthorityNotBegun */
  of({ authority }: Pick<AccessClaims, 'authority'>): Keeper {
    if (authority === undefined) throw new AuthorityNotServed();
    const { name, authorities } = this.register;
    const on = today();
    const found = authorities.of(authority);
    if (found?.register !== name) throw new AuthorityNotServed();
    if (!hasBegun(found, on)) throw new AuthorityNotBegun(found.from!);
    const keeper = authorities.keeperOf(authority, on);
    if (keeper?.id !== authority) throw new AuthorityEnded(keeper?.id);
    if (!this.serves(authority, on)) throw new AuthorityNotServed();
    return { id: authority, ids: authorities.keptBy(authority, on) };
  }

  /** Who keeps the records of an authority today; nobody where another process does. */
  servedFor(authority: string): Keeper | undefined {
    const { authorities } = this.register;
    const on = today();
    const id = authorities.keeperOf(authority, on)?.id ?? authority;
    return this.serves(id, on)
      ? { id, ids: [...new Set([authority, ...authorities.keptBy(id, on)])] }
      : undefined;
  }

  /** One that this process was told to serve, or that succeeded one of them. */
  private serves(authority: string, on: string): boolean {
    const { authorities } = this.register;
    if (this.elsewhere(authority)) return false;
    return this.served?.some((id) => authorities.keeperOf(id, on)?.id === authority) ?? true;
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

/**
 * Those whose records a process keeps on a day: whom it was told to serve, who succeeded them by then, and all whose
 * records these took over; nothing where it keeps those of all.
 */
export const servedIds = (
  { authorities }: RegisterOfAuthorities,
  served: readonly string[] | undefined,
  on: string,
): readonly string[] | undefined =>
  served && [
    ...new Set(
      served.flatMap((id) => [id, ...authorities.keptBy(authorities.keeperOf(id, on)?.id ?? id, on)]),
    ),
  ];

/**
 * Settings of the pools that answer permits, do the upkeep and measure; the pool of the store has none, and names whom it
 * acts for. They last as long as the process, so all successions that are to come count.
 */
export const actsFor = (register: RegisterOfAuthorities, served: readonly string[] | undefined) => ({
  session: { 'einmal.authorities': (servedIds(register, served, LAST_DAY) ?? [ALL_AUTHORITIES]).join() },
});

/** Lets the transaction see and write the records of these authorities. */
export async function admit(manager: EntityManager, ids: readonly string[]): Promise<void> {
  await manager.query(`select set_config('einmal.authorities', $1, true)`, [ids.join()]);
}
