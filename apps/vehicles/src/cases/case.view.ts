import { pageOf } from '#libs/service-kit';
import type { CaseDto, CaseFileDto, CasePageDto } from './case.dto.ts';
import type { VehicleCase } from './case.entity.ts';
import { offerOf } from './case.rules.ts';
import type { CaseFile } from './cases.service.ts';

/** Plain, so that a file may be made of it. */
type CaseView = { readonly [M in keyof CaseDto]: CaseDto[M] };

export function caseView(found: VehicleCase): CaseView {
  const { id, kind, state, vehicleId, effectiveOn, enquiry } = found;
  const offer = offerOf(kind, found.office);
  return {
    id,
    kind,
    state,
    vehicleId,
    effectiveOn,
    reportedAt: found.reportedAt.toISOString(),
    openedAt: found.openedAt.toISOString(),
    enquiry,
    ...(offer && { offer }),
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
    acts: acts.map(({ act, at, officer, issuer, client, lookupId }) => ({
      act,
      at: at.toISOString(),
      ...(officer !== null && { officer }),
      ...(issuer !== null && client !== null && { issuer, client }),
      ...(lookupId !== null && { lookupId }),
    })),
  };
}

/** @param found one more than `limit` when there is a following page */
export function casePageView(found: readonly VehicleCase[], limit: number): CasePageDto {
  const { rows, ...next } = pageOf(found, limit, ({ id }) => id);
  return { cases: rows.map(caseView), ...next };
}
