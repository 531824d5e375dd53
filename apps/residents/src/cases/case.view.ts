import { caseViews } from '#libs/cases';
import type { ResidentCase } from './case.rules.ts';

export const { fileView, casePageView } = caseViews(({ recordId, otherAuthority }: ResidentCase) => ({
  residentId: recordId,
  otherAuthority,
}));
