import type { Holder } from '../vehicle-parts.ts';

const FIRST_MS = 500;
const MOST_MS = 5 * 60_000;

/** Doubles from half a second to five minutes; an enquiry is never given up, because the case needs it. */
export const backOffMs = (attempt: number): number =>
  Math.min(MOST_MS, FIRST_MS * 2 ** Math.min(attempt - 1, 20));

export interface PersonNamed {
  readonly idnr: string;
  readonly birthDate: string;
}

/**
 * How a holder is named in a lookup; absent where the register does not know enough. By IDNr for want of a search by
 * person, which is what the law has on statute (BMG §38(1); docs/law.md, row 1).
 */
export function namedInLookup(holder: Holder): PersonNamed | undefined {
  if (holder.kind !== 'PERSON' || !holder.idnr || !holder.birthDate) return undefined;
  return { idnr: holder.idnr, birthDate: holder.birthDate };
}
