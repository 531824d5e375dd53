import { pageOf } from '#libs/service-kit';
import type { Case, CaseAct, CaseFile } from './case.rules.ts';

function membersOfAll<C extends Case>(found: C) {
  const { id, state, effectiveOn } = found;
  const kind: C['kind'] = found.kind;
  const outcome: C['outcome'] = found.outcome;
  return {
    id,
    kind,
    state,
    effectiveOn,
    reportedAt: found.reportedAt.toISOString(),
    openedAt: found.openedAt.toISOString(),
    ...(found.takenBy !== null && { takenBy: found.takenBy }),
    ...(found.takenAt !== null && { takenAt: found.takenAt.toISOString() }),
    ...(outcome !== null && { outcome }),
    ...(found.closedBy !== null && { closedBy: found.closedBy }),
    ...(found.closedAt !== null && { closedAt: found.closedAt.toISOString() }),
  };
}

const actView = ({ act, at, officer, issuer, client, lookupId }: CaseAct) => ({
  act,
  at: at.toISOString(),
  ...(officer !== null && { officer }),
  ...(issuer !== null && client !== null && { issuer, client }),
  ...(typeof lookupId === 'string' && { lookupId }),
});

/** How a register shows cases. @param own what it adds to what all show */
export function caseViews<C extends Case, V extends object>(own: (found: C) => V) {
  const view = (found: C) => ({ ...membersOfAll(found), ...own(found) });
  return {
    fileView: ({ found, acts }: CaseFile<C>) => ({ ...view(found), acts: acts.map(actView) }),
    /** @param found one more than `limit` when there is a following page */
    casePageView: (found: readonly C[], limit: number) => {
      const { rows, ...next } = pageOf(found, limit, ({ id }) => id);
      return { cases: rows.map(view), ...next };
    },
  };
}
