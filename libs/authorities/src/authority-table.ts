import { readdirSync, readFileSync } from 'node:fs';
import { type Authority, readAuthorities } from './authority-lines.ts';
import { followed, successionFault } from './succession.rules.ts';

const COUNTY_DIGITS = 5;

/** Which authority is competent where, and who succeeded whom in territorial reforms. Data, not code. */
export class AuthorityTable {
  private byId: ReadonlyMap<string, Authority>;
  private byArea: ReadonlyMap<string, Authority>;

  /** @throws TypeError in one sentence that names the authority at fault and the remedy */
  constructor(authorities: readonly Authority[]) {
    this.byId = uniqueBy(authorities, ({ id }) => [id], 'has the id of another: give each its own');
    this.byArea = uniqueBy(
      authorities,
      ({ register, areas }) => areas.map((area) => keyOf(register, area)),
      'has an area that another one of its register has: name it once, and the other as its predecessor',
    );
    for (const authority of authorities) {
      const what = successionFault(authority, this.next);
      if (what !== undefined) throw fault(authority, what);
    }
  }

  /** Takes another one's place, before anybody has asked: whoever holds this one asks the other then. */
  become(other: AuthorityTable): void {
    this.byId = other.byId;
    this.byArea = other.byArea;
  }

  /** The authority that keeps the records of a municipality or court on a day; nothing where the table knows none. */
  competentFor(register: string, area: string, on: string): Authority | undefined {
    const found =
      this.byArea.get(keyOf(register, area)) ??
      this.byArea.get(keyOf(register, area.slice(0, COUNTY_DIGITS)));
    return found && this.followed(found, on);
  }

  /** The authority of this id, on whatever day. */
  of(id: string): Authority | undefined {
    return this.byId.get(id);
  }

  /** The authority of this id, or who keeps its records on that day. */
  keeperOf(id: string, on: string): Authority | undefined {
    const found = this.byId.get(id);
    return found && this.followed(found, on);
  }

  /** Ids of whose records an authority keeps on a day: its own, and those of everybody it succeeded by then. */
  keptBy(id: string, on: string): readonly string[] {
    return [...this.byId.keys()].filter((each) => this.keeperOf(each, on)?.id === id);
  }

  /** Who keeps records of a register on a day. */
  keepersOf(register: string, on: string): readonly Authority[] {
    return [...this.byId.values()].filter(
      (each) => each.register === register && this.followed(each, on) === each,
    );
  }

  /** What each area of a register leads to on a day, for a statement that assigns many records. */
  keepers(register: string, on: string): readonly { readonly area: string; readonly authority: string }[] {
    return [...this.byId.values()]
      .filter((each) => each.register === register)
      .flatMap((each) => {
        const authority = this.followed(each, on)?.id;
        return authority === undefined ? [] : each.areas.map((area) => ({ area, authority }));
      });
  }

  private followed(authority: Authority, on: string): Authority | undefined {
    return followed(authority, on, this.next);
  }

  private readonly next = ({ register, successor = '' }: Authority): Authority | undefined => {
    const found = this.byId.get(successor);
    return found?.register === register ? found : undefined;
  };
}

const keyOf = (register: string, area: string): string => `${register} ${area}`;

const fault = ({ id }: Authority, what: string): TypeError => new TypeError(`Authority "${id}" ${what}.`);

function uniqueBy(
  authorities: readonly Authority[],
  keysOf: (authority: Authority) => readonly string[],
  otherwise: string,
): ReadonlyMap<string, Authority> {
  const found = new Map<string, Authority>();
  for (const authority of authorities)
    for (const key of keysOf(authority)) {
      if (found.has(key)) throw fault(authority, otherwise);
      found.set(key, authority);
    }
  return found;
}

const folder = new URL('../data/', import.meta.url);

/**
 * The table that this process goes by. Unless a setting names another one, that of the demonstration, from all files beside
 * this one: who keeps the registers' records in Lower Saxony.
 */
export const authorityTable = new AuthorityTable(
  readdirSync(folder)
    .filter((name) => name.endsWith('.ndjson'))
    .flatMap((name) => readAuthorities(readFileSync(new URL(name, folder), 'utf8'))),
);
