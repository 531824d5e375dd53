import { pageOf } from '#libs/service-kit';
import type { CaseDto, CaseFileDto, CasePageDto } from './case.dto.ts';
import type { ResidentCase } from './case.entity.ts';
import type { CaseFile } from './case.store.ts';

/** Plain, so that a file may be made of it. */
type CaseView = { readonly [M in keyof CaseDto]: CaseDto[M] };

function caseView(found: ResidentCase): CaseView {
  const { id, kind, state, recordId, otherAuthority, effectiveOn } = found;
  return {
    id,
    kind,
    state,
    residentId: recordId,
    otherAuthority,
    effectiveOn,
    reportedAt: found.reportedAt.toISOString(),
    openedAt: found.openedAt.toISOString(),
    ...(found.takenBy !== null && { takenBy: found.takenBy }),
    ...(found.takenAt !== null && { takenAt: found.takenAt.toISOString() }),
    ...(found.outcome !== null && { outcome: found.outcome }),
    ...(found.closedBy !== null && { closedBy: found.closedBy }),
    ...(found.closedAt !== null && { closedAt: found.closedAt.toISOString() }),
  };
}

export function fileView({ found, acts }: CaseFile): CaseView & Pick<CaseFileDto, 'acts'> {
  return {
    ...caseView(found),
    acts: acts.map(({ act, at, officer, issuer, client }) => ({
      act,
      at: at.toISOString(),
      ...(officer !== null && { officer }),
      ...(issuer !== null && client !== null && { issuer, client }),
    })),
  };
}

/** @param found one more than `limit` when there is a following page */
export function casePageView(found: readonly ResidentCase[], limit: number): CasePageDto {
  const { rows, ...next } = pageOf(found, limit, ({ id }) => id);
  return { cases: rows.map(caseView), ...next };
}
