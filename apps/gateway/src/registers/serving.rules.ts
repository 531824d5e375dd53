import { processServing, type RegisterProcess } from '#libs/service-kit';

/** Where a permit is to go, as far as is known. */
export interface Towards {
  /** Keyed pseudonym of the subject; it chooses where nothing is known, so that this tells nothing. */
  readonly name: string;
  /** Who keeps the subject's record. */
  readonly authority?: string;
}

export interface Chosen {
  /** Place in the list of processes. */
  readonly place: number;
  /** Nobody serves the authority. */
  readonly unserved: boolean;
}

/**
 * The process of a register that is asked: the one that serves the authority ({@link processServing}). Without an authority, or where nobody serves it, any, but for one name always the same one.
 * @param keeper who keeps the authority's records today
 */
export function chosenFor(
  processes: readonly Pick<RegisterProcess, 'authorities'>[],
  { name, authority }: Towards,
  keeper: (authority: string) => string = (id) => id,
): Chosen {
  if (processes.length === 1) return { place: 0, unserved: false };
  if (authority !== undefined) {
    const serving = processServing(processes, authority, keeper);
    if (serving) return { place: processes.indexOf(serving), unserved: false };
  }
  return { place: placeOf(name, processes.length), unserved: authority !== undefined };
}

/** The name is a MAC already: nobody without its key can tell where it leads. */
const placeOf = (name: string, places: number): number =>
  Buffer.from(name, 'base64url').readUInt32BE(0) % places;
