import { readdirSync, readFileSync } from 'node:fs';

/** One authority that keeps records of a register. */
export interface Authority {
  readonly id: string;
  /** As evidence and letters name it. */
  readonly name: string;
  /** The register whose records it keeps. */
  readonly register: string;
  /**
   * What it is competent for: municipality keys (AGS, eight digits), county keys (five digits) for all municipalities of
   * the county but those that are named by themselves, or codes of register courts (XJustiz). Keys of earlier days may
   * stand here: they find records of then.
   */
  readonly areas: readonly string[];
  /** First and last day, `YYYY-MM-DD`; absent where there is none on record. */
  readonly from?: string;
  readonly until?: string;
  /** Who keeps the records after the last day. */
  readonly successor?: string;
}

const COUNTY_DIGITS = 5;

/** Which authority is competent where, and who succeeded whom in territorial reforms. Data, not code. */
export class AuthorityTable {
  private readonly byId: ReadonlyMap<string, Authority>;
  private readonly byArea: ReadonlyMap<string, Authority>;

  /** @throws TypeError in one sentence that names the authority at fault and the remedy */
  constructor(authorities: readonly Authority[]) {
    this.byId = uniqueBy(authorities, ({ id }) => [id], 'has the id of another: give each its own');
    this.byArea = uniqueBy(
      authorities,
      ({ register, areas }) => areas.map((area) => keyOf(register, area)),
      'has an area that another one of its register has: name it once, and the other as its predecessor',
    );
    for (const authority of authorities) this.demandEnd(authority);
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

  /** Itself until its last day, then its successor; nothing before its first day, or where nobody succeeds it. */
  private followed(authority: Authority, on: string): Authority | undefined {
    if (authority.from !== undefined && authority.from > on) return undefined;
    if (authority.until === undefined || authority.until >= on) return authority;
    const next = authority.successor === undefined ? undefined : this.byId.get(authority.successor);
    return next && this.followed(next, on);
  }

  private demandEnd(authority: Authority): void {
    const seen = new Set<string>();
    for (let each: Authority | undefined = authority; each?.successor !== undefined;) {
      if (seen.has(each.id)) throw fault(each, 'is among its own successors: end the circle');
      seen.add(each.id);
      const next: Authority | undefined = this.byId.get(each.successor);
      if (next?.register !== each.register)
        throw fault(each, 'has a successor that its register does not know: name one of the table');
      if (each.until === undefined) throw fault(each, 'has a successor and no last day: add "until"');
      if (next.from !== undefined && next.from > dayAfter(each.until))
        throw fault(each, 'has a successor that begins later than the day after its last: leave no gap');
      each = next;
    }
  }
}

const DAY_MS = 86_400_000;
const dayAfter = (day: string): string => new Date(Date.parse(day) + DAY_MS).toISOString().slice(0, 10);

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

/** The table of the demonstration, from all files beside this one: who keeps the registers' records in Lower Saxony. */
export const authorityTable = new AuthorityTable(
  readdirSync(folder)
    .filter((name) => name.endsWith('.ndjson'))
    .flatMap((name) => readFileSync(new URL(name, folder), 'utf8').split('\n').filter(Boolean))
    .map((line) => JSON.parse(line) as Authority),
);
