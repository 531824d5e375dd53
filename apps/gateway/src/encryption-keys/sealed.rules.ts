/** One content, encrypted to one system of an authority. */
export interface Sealed {
  readonly clientId: string;
  readonly jwe: string;
}

/** As it is kept: the JWE itself where the authority has one system, which no list looks like. */
export const packed = (all: readonly Sealed[]): string =>
  all.length === 1 ? all[0]!.jwe : JSON.stringify(all);

const listOf = (kept: string): readonly Sealed[] | undefined =>
  kept.startsWith('[') ? (JSON.parse(kept) as readonly Sealed[]) : undefined;

/** To the key registered last first. */
export const jwesOf = (kept: string): readonly [string, ...string[]] =>
  (listOf(kept)?.map(({ jwe }) => jwe) ?? [kept]) as [string, ...string[]];

/** The one that this system can open; where none was made for it, the first, which says that something is there. */
export const jweFor = (kept: string, clientId: string | undefined): string =>
  listOf(kept)?.find((each) => each.clientId === clientId)?.jwe ?? jwesOf(kept)[0];
