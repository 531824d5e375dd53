import { caseViews, doubtView } from '#libs/cases';
import type { ResidentCase } from './case.rules.ts';

export const { fileView, casePageView } = caseViews((found: ResidentCase) => ({
  residentId: found.recordId,
  ...(found.otherAuthority !== null && { otherAuthority: found.otherAuthority }),
  ...doubtView(found),
}));
