import { authorityTable, today } from '#libs/authorities';
import type { ProblemDetailItem } from '#libs/contracts';
import { type Keeper, type Rule } from '#libs/register-kit';
import type { FormerHome } from './resident-parts.ts';
import type { Resident } from './resident.entity.ts';
import { MoveToAnotherMunicipality } from './resident.errors.ts';

const NOT_ELSEWHERE =
  'The former home lies in the same municipality. Record a move, or leave the former home out.';

const competentFor = (ags: string) => authorityTable.competentFor('residents', ags, today())?.id;

/** Whose feedback is awaited. Where the table knows nobody it is awaited all the same, until an officer decides. */
export const awaitedFrom = ({ ags }: FormerHome): string => competentFor(ags) ?? `municipality:${ags}`;

/** A fault where the former home lies in the municipality of the new one, which makes it a move inside one. */
export function withinOneMunicipality(
  home: string | undefined,
  formerHome: FormerHome | null | undefined,
): readonly ProblemDetailItem[] {
  if (!formerHome || home === undefined) return [];
  if (home !== formerHome.ags && (competentFor(home) ?? home) !== competentFor(formerHome.ags)) return [];
  return [{ pointer: '/formerHome/ags', code: 'request-invalid', detail: NOT_ELSEWHERE }];
}

/** An act that leaves the resident where the keeper is competent, or where the table knows nobody. */
export const staying =
  (keeper: Keeper, ags: string, rule: Rule<Resident>): Rule<Resident> =>
  (resident) => {
    const change = rule(resident);
    if ((competentFor(ags) ?? keeper.id) !== keeper.id) throw new MoveToAnotherMunicipality();
    return change;
  };

/** The authority that keeps records of this one today. */
export const keeperOf = (authority: string): string =>
  authorityTable.keeperOf(authority, today())?.id ?? authority;

/** Whether the records of both are kept by one authority today. */
export const isSameKeeper = (one: string, other: string): boolean => keeperOf(one) === keeperOf(other);
