import { caseViews } from '#libs/cases';
import type { ResidentCase } from './case.rules.ts';

export const { fileView, casePageView } = caseViews(
  ({ recordId, otherAuthority, words, told }: ResidentCase) => ({
    residentId: recordId,
    ...(otherAuthority !== null && { otherAuthority }),
    ...(words !== null && { words }),
    ...(told !== null && { fields: told.split(',') }),
  }),
);
