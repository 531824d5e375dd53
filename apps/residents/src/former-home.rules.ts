import { authorityTable } from '#libs/authorities';
import type { ProblemDetailItem } from '#libs/contracts';
import type { FormerHome } from './resident-parts.ts';

const NOT_ELSEWHERE =
  'The former home lies in the same municipality. Record a move, or leave the former home out.';

const competentFor = (ags: string) => authorityTable.competentFor('residents', ags)?.id;

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
